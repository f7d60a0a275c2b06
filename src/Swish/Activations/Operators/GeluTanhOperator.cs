using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes ½x(1 + tanh(√(2/π)(x + 0.044715x³))), the tanh approximation of GELU, as x·σ(z) with z = 2√(2/π)(x +
/// 0.044715x³). f′ = σ + xz′σ(1 − σ), f″ = σ(1 − σ)(2z′ + xz″ + xz′²(1 − 2σ)).
/// </summary>
internal readonly struct GeluTanhOperator : IActivationOperator
{
    private const double Linear = 1.5957691216057308; // 2√(2/π)
    private const double Cubic = 0.044715 * Linear;

    // The coefficient split into a high part of 19 bits and a low part, so that the rounding error of a sum with the
    // high part can be computed exactly.
    private const float LinearHigh = 1.5957699f;
    private const float LinearLow = -7.6059644e-7f;
    private const float CubicHigh = 0.071354814f;
    private const float CubicLow = 2.3988325e-9f;

    // For larger |x|, z is outside of ±126, and x·σ(z) is 0 or x.
    private const float Limit = 11.5f;

    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "GELUTanh", ["GELUNew", "GELUApproximate"], "½x(1 + tanh(√(2/π)(x + 0.044715x³)))", [], 2016,
            "Hendrycks and Gimpel, arXiv:1606.08415"),
        FixedActivation<GeluTanhOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T limit = T.Create(Limit);
        T u = T.Min(T.Max(x, -limit), limit);

        // z = u·(a + b·u²) and its rounding error: |z| may be 126, and the relative error of e^z is the error of z.
        T square = u * u;
        T squareLow = T.FusedMultiplyAdd(u, u, -square);
        T sum = T.FusedMultiplyAdd(T.Create(CubicHigh), square, T.Create(LinearHigh));
        T sumLow = T.FusedMultiplyAdd(T.Create(CubicHigh), square, T.Create(LinearHigh) - sum);
        sumLow += T.FusedMultiplyAdd(
            T.Create(CubicHigh), squareLow, T.FusedMultiplyAdd(T.Create(CubicLow), square, T.Create(LinearLow)));
        T z = u * sum;
        T low = T.FusedMultiplyAdd(u, sumLow, T.FusedMultiplyAdd(u, sum, -z));

        DeepLogistic<T> logistic = new(z, low);
        value = logistic.Gate(x, u);
        T slope = T.FusedMultiplyAdd(T.Create((float)(3 * Cubic)), square, T.Create((float)Linear));
        T product = u * slope;
        first = logistic.Shallow.SigmaPlusSlope(product);
        T curvature = T.FusedMultiplyAdd(T.Create((float)(12 * Cubic)), square, T.Create((float)(2 * Linear)));
        second = logistic.Shallow.AccurateSlope
            * T.FusedMultiplyAdd(product * slope, logistic.Shallow.Difference, curvature);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        if (Math.Abs(x) > 1e6) return x > 0 ? new(x, 1, 0) : new(-0.0, 0, 0);
        double square = x * x;
        double z = x * (Linear + (Cubic * square));
        double sigma = LogisticReference.Sigma(z);
        double complement = LogisticReference.Sigma(-z);
        double slope = Linear + (3 * Cubic * square);
        double gate = sigma * complement;
        return new(
            x * sigma,
            sigma + (gate * x * slope),
            gate * ((2 * slope) + (6 * Cubic * square) + (x * slope * slope * (complement - sigma))));
    }
}
