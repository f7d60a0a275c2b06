using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes softplus, ln(1 + e^x); f′ = σ, f″ = σ(1 − σ).</summary>
internal readonly struct SoftplusOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "Softplus", ["SmoothReLU"], "ln(1 + e^x)", [], 2000,
            "Dugas, Bengio, Bélisle, Nadeau and Garcia, NIPS 2000"),
        FixedActivation<SoftplusOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T limit = T.Create(Exponential.Limit);
        T z = T.Min(T.Max(x, -limit), limit);
        Logistic<T> logistic = new(z);
        value = T.Max(x, T.Create(0f)) + LogOnePlus.OfUnitInterval(logistic.E);
        first = logistic.Sigma;
        second = logistic.Slope;
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        double sigma = LogisticReference.Sigma(x);
        return new(Math.Max(x, 0) + LogOnePlusOf(e), sigma, sigma * LogisticReference.Sigma(-x));
    }

    // The rounding error of 1 + e cancels in the quotient.
    private static double LogOnePlusOf(double e)
    {
        double sum = 1 + e;
        return sum == 1 ? e : Math.Log(sum) * (e / (sum - 1));
    }
}
