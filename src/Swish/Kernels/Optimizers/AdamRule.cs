using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// Computes Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← κw − η₁m/(√v·ν + ε), with the bias corrections in η₁
/// and ν and AdamW's decay in κ.
/// </summary>
internal readonly struct AdamRule(AdamConstants constants) : IOptimizerRule
{
    public static int MomentCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>
    {
        first = T.FusedMultiplyAdd(T.Create(constants.Beta1), first, T.Create(constants.Rest1) * gradient);
        second = T.FusedMultiplyAdd(T.Create(constants.Beta2), second, T.Create(constants.Rest2) * gradient * gradient);
        T size = T.FusedMultiplyAdd(T.Sqrt(second), T.Create(constants.Correction), T.Create(constants.Epsilon));
        weight = T.Create(constants.Keep) * weight - T.Create(constants.Rate) * first / size;
    }
}
