using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// Computes momentum: v ← μv + g, w ← w − ηv (PyTorch's definition; Sutskever et al. 2013 have η in v).
/// </summary>
internal readonly struct MomentumRule(float rate, float momentum) : IOptimizerRule
{
    public static int MomentCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>
    {
        first = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        weight = T.FusedMultiplyAdd(T.Create(-rate), first, weight);
    }
}
