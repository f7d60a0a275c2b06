using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes Swish with β = 1, x·σ(x); f′ = σ + xσ(1 − σ), f″ = σ(1 − σ)(2 + x(1 − 2σ)).</summary>
internal readonly struct UnitSwishOperator : IActivationOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T below = T.Max(x, T.Create(-Exponential.Limit));
        T z = T.Min(below, T.Create(Exponential.Limit));
        Logistic<T> logistic = new(z);
        value = logistic.Gate(below, below);
        first = logistic.SigmaPlusSlope(z);
        second = logistic.AccurateSlope * T.FusedMultiplyAdd(z, logistic.Difference, T.Create(2f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => LogisticReference.Gated(x, 1, 1);
}
