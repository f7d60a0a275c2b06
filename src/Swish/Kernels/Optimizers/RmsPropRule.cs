using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>Computes RMSProp: s ← αs + (1 − α)g², w ← w − ηg/(√s + ε).</summary>
internal readonly struct RmsPropRule(float rate, float decay, float rest, float epsilon) : IOptimizerRule
{
    public static int MomentCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>
    {
        first = T.FusedMultiplyAdd(T.Create(decay), first, T.Create(rest) * gradient * gradient);
        weight -= T.Create(rate) * gradient / (T.Sqrt(first) + T.Create(epsilon));
    }
}
