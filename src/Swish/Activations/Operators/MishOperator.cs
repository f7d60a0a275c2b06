using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes Mish, x·tanh(ln(1 + e^x)). With e = e^x, w = e(e + 2) and d = 1/(w + 2): t = tanh(ln(1 + e)) = wd, t′ =
/// 4e(e + 1)d², t″ = 4ed²(1 − 2e + 4ed); f = xt, f′ = t + xt′, f″ = 2t′ + xt″.
/// </summary>
internal readonly struct MishOperator : IActivationOperator
{
    // For larger x, t is 1 and f″ is less than 1e-23. e² does not overflow yet.
    private const float UpperLimit = 30f;

    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo("Mish", [], "x·tanh(ln(1 + e^x))", [], 2019, "Misra, arXiv:1908.08681"),
        FixedActivation<MishOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T below = T.Max(x, T.Create(-Exponential.Limit));
        T z = T.Min(below, T.Create(UpperLimit));
        T q = Exponential.Split(z, out T scale);
        T e = T.FusedMultiplyAdd(scale, q, scale);
        T w = T.FusedMultiplyAdd(e, e, e + e);
        T two = T.Create(2f);
        T bottom = w + two;
        T d = T.Create(1f) / bottom;

        // Compute x·e·(e + 2)·d, which has two roundings fewer than x·(w·d), because x·2ⁿ is exact.
        T scaled = below * scale;
        T decaying = T.FusedMultiplyAdd(scaled, q, scaled) * T.FusedMultiplyAdd(e, d, d + d);
        T t = w * d;
        value = T.SelectNegative(x, decaying, below * t);
        T ed = e * d;
        T slope = T.Create(4f) * ed * (ed + d);
        first = T.FusedMultiplyAdd(z, slope, t);

        // Correct the rounding error of d, which counts twice in t′, because f″ is 2t′ where it is largest.
        T low = w + (two - bottom);
        T rest = T.FusedMultiplyAdd(-low, d, T.FusedMultiplyAdd(-bottom, d, T.Create(1f)));
        T accurateSlope = T.FusedMultiplyAdd(slope, rest + rest, slope);
        T curvature = T.Create(4f) * ed
            * T.FusedMultiplyAdd(T.Create(-2f), ed, T.FusedMultiplyAdd(T.Create(4f) * ed, d, d));
        second = T.FusedMultiplyAdd(z, curvature, accurateSlope + accurateSlope);
        second = T.Select(T.LessThan(T.Create(UpperLimit), x), T.Create(0f), second);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        if (x > 100) return new(x, 1, 0);
        if (double.IsNegativeInfinity(x)) return new(-0.0, 0, 0);
        double e = Math.Exp(x);
        double w = e * (e + 2);
        double d = 1 / (w + 2);
        double slope = 4 * e * (e + 1) * d * d;
        double curvature = 4 * e * d * d * (1 - (2 * e) + (4 * e * d));
        return new(x * (w * d), (w * d) + (x * slope), (2 * slope) + (x * curvature));
    }
}
