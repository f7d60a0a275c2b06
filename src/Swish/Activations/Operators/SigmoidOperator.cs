using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes the sigmoid function σ(x) = 1/(1 + e^−x); f′ = σ(1 − σ), f″ = σ(1 − σ)(1 − 2σ).</summary>
internal readonly struct SigmoidOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "Sigmoid", ["Logistic"], "1/(1 + e^−x)", [], null,
            "classical (Verhulst, 1845); in networks Rumelhart, Hinton and Williams, Nature 323, 1986"),
        FixedActivation<SigmoidOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T limit = T.Create(Exponential.Limit);
        Logistic<T> logistic = new(T.Min(T.Max(x, -limit), limit));
        value = logistic.Sigma;
        first = logistic.Slope;
        second = logistic.Slope * logistic.Difference;
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        double sigma = LogisticReference.Sigma(x);
        double complement = LogisticReference.Sigma(-x);
        double slope = sigma * complement;
        return new(sigma, slope, slope * (complement - sigma));
    }
}
