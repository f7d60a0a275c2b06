using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>Computes Nesterov momentum: v ← μv + g, w ← w − η(g + μv) (PyTorch's definition).</summary>
internal readonly struct NesterovRule(float rate, float momentum) : IOptimizerRule
{
    public static int MomentCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>
    {
        first = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        T ahead = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        weight = T.FusedMultiplyAdd(T.Create(-rate), ahead, weight);
    }
}
