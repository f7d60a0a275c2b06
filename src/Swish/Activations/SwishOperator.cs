using System.Runtime.CompilerServices;
using Swish.Kernels;

namespace Swish.Activations;

/// <summary>x·σ(x), Swish with β = 1; f′ = σ + xσ(1 − σ), f″ = σ(1 − σ)(2 + x(1 − 2σ)).</summary>
internal readonly struct SwishOperator : IActivationOperator
{
    /// <summary>What the catalogue says.</summary>
    public static readonly CatalogEntry Entry = CatalogEntry.Fixed(
        new ActivationInfo(
            "Swish", ["SiLU", "SiL", "Swish-1"], "x·σ(βx)", [], 2017,
            "Ramachandran, Zoph and Le, arXiv:1710.05941; as SiLU Elfwing, Uchibe and Doya, arXiv:1702.03118, 2017"),
        _ => default(SwishOperator));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ILanes<T>
    {
        T below = T.AtLeast(x, T.Create(-Exponential.Limit));
        T z = T.AtMost(below, T.Create(Exponential.Limit));
        Logistic<T> logistic = new(z);
        value = below * logistic.Sigma;
        T slope = logistic.Sigma * logistic.Complement;
        first = T.FusedMultiplyAdd(z, slope, logistic.Sigma);
        second = slope * T.FusedMultiplyAdd(z, logistic.Complement - logistic.Sigma, T.Create(2f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        double sigma = 1 / (1 + Math.Exp(-x));
        double complement = 1 / (1 + Math.Exp(x));
        if (double.IsInfinity(x)) return x > 0 ? new(x, 1, 0) : new(-0.0, 0, 0);
        double slope = sigma * complement;
        return new(x * sigma, sigma + (x * slope), slope * (2 + (x * (complement - sigma))));
    }
}
