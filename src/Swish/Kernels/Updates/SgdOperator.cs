using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Updates;

/// <summary>w ← w − ηg.</summary>
internal readonly struct SgdOperator(float rate) : IUpdateOperator
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>
    {
        weight = T.FusedMultiplyAdd(T.Create(-rate), gradient, weight);
    }
}
