using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>Computes SGD: w ← w − ηg.</summary>
internal readonly struct SgdRule(float rate) : IOptimizerRule
{
    public static int MomentCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>
    {
        weight = T.FusedMultiplyAdd(T.Create(-rate), gradient, weight);
    }
}
