using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes softsign, x/(1 + |x|); f′ = 1/(1 + |x|)², f″ = −2·sign(x)/(1 + |x|)³, and 0 at its discontinuity x = 0.
/// </summary>
internal readonly struct SoftsignOperator : IActivationOperator
{
    // 2⁷⁶. For larger |x|, 1 + |x| is |x| and f′ is 0 in float. Clamping avoids ∞·0.
    private const float Limit = 7.5557864e22f;

    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "Softsign", [], "x/(1 + |x|)", [], 2009, "Bergstra, Desjardins, Lamblin and Bengio, 2009"),
        FixedActivation<SoftsignOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T bounded = T.Min(T.Max(x, T.Create(-Limit)), T.Create(Limit));
        T bottom = T.Create(1f) + T.Abs(bounded);
        T reciprocal = T.Create(1f) / bottom;
        value = bounded * reciprocal;
        first = reciprocal * reciprocal;
        T signed = T.Xor(T.Create(-2f) * reciprocal, T.And(x, T.Create(-0f)));

        // Correct the rounding error of 1 + |x|, which counts three times in the cube.
        T low = T.Abs(bounded) - (bottom - T.Create(1f));
        T correction = T.FusedMultiplyAdd(T.Create(-3f) * low, reciprocal, T.Create(1f));
        second = T.Select(T.Equal(x, zero), zero, first * signed * correction);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        double reciprocal = 1 / (1 + Math.Abs(x));
        double value = double.IsInfinity(x) ? Math.Sign(x) : x * reciprocal;
        if (double.IsNaN(x)) return PiecewiseLinear.NotANumber;
        return new(value, reciprocal * reciprocal, -2 * Math.Sign(x) * reciprocal * reciprocal * reciprocal);
    }
}
