using System.Runtime.Intrinsics;

namespace Swish.Kernels.Simd;

/// <summary>The widest registers that this processor and runtime offer, found once.</summary>
internal static class VectorWidth
{
    /// <summary>
    /// An environment variable that asks for another width: 512, 256, 128 or 32. Wider than the processor's the
    /// runtime makes up from what there is: slow, with the same bits, so that a machine can test what it does not have.
    /// </summary>
    public const string Variable = "SWISH_VECTOR_BITS";

    /// <summary>512, 256, 128 or 32 (scalar).</summary>
    public static readonly int Bits = Environment.GetEnvironmentVariable(Variable) switch
    {
        "512" => 512,
        "256" => 256,
        "128" => 128,
        "32" => 32,
        _ when Vector512.IsHardwareAccelerated => 512,
        _ when Vector256.IsHardwareAccelerated => 256,
        _ when Vector128.IsHardwareAccelerated => 128,
        _ => 32,
    };

    /// <summary>Returns the code for the widest registers; a caller keeps it.</summary>
    public static TResult Select<TResult>(IVectorized<TResult> code) => Bits switch
    {
        512 => code.For<Simd512>(),
        256 => code.For<Simd256>(),
        128 => code.For<Simd128>(),
        _ => code.For<Simd32>(),
    };
}
