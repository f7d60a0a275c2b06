using System.Runtime.Intrinsics;

namespace Swish.Kernels;

/// <summary>The widest registers that this processor and runtime offer, found once.</summary>
internal static class LaneWidth
{
    /// <summary>512, 256, 128 or 32 (scalar).</summary>
    public static readonly int Bits =
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 32;
}
