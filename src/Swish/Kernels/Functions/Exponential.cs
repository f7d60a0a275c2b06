using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes e^t as 2ⁿ·(1 + q) with q = e^r − 1, where t = n·ln 2 + r and |r| ≤ ½ ln 2. The two factors are returned
/// separately, because some results are then more accurate: e^t − 1 without cancellation, and subnormal products.
/// </summary>
internal static class Exponential
{
    /// <summary>The largest magnitude of arguments; at −Limit the scale is 0.</summary>
    public const float Limit = 88f;

    /// <summary>
    /// The largest magnitude for <see cref="SplitDeep"/>: n is −227 there, and all products with e^t are 0.
    /// </summary>
    public const float DeepLimit = 157.3f;

    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the product of n and the first one is exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    // Adding it to a small float leaves n + 127, the exponent field of 2ⁿ, in the lowest bits: 1.5·2²³ + 127.
    private const float Shifter = 12583039f;

    /// <summary>
    /// Computes q and <paramref name="scale"/> = 2ⁿ, so that e^t = scale·(1 + q). The error of q is at most 1 ulp.
    /// </summary>
    /// <param name="t">−<see cref="Limit"/> to <see cref="Limit"/>, or NaN.</param>
    /// <param name="scale">Receives 2ⁿ.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Split<T>(T t, out T scale)
        where T : struct, ISimdVector<T>
    {
        T shifted = T.FusedMultiplyAdd(t, T.Create(Log2E), T.Create(Shifter));
        scale = T.ShiftLeftBits(shifted, 23);
        T n = shifted - T.Create(Shifter);
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), t);
        return MinusOneNearZero(T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r));
    }

    /// <summary>
    /// Computes the same as <see cref="Split"/> for e^(t + low), with 2ⁿ in two factors: <paramref name="scale"/>,
    /// which is at least 2⁻¹⁰⁰, and <paramref name="rest"/>, which is 1 unless e^t is less than 2⁻¹⁰⁰. Multiply by the
    /// rest last, so that a subnormal product is only rounded once.
    /// </summary>
    /// <param name="t">−<see cref="DeepLimit"/>, where the rest is 0, to 0, or NaN.</param>
    /// <param name="low">The rounding error of t.</param>
    /// <param name="scale">Receives 2^max(n, −100).</param>
    /// <param name="rest">Receives 2^min(n + 100, 0).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SplitDeep<T>(T t, T low, out T scale, out T rest)
        where T : struct, ISimdVector<T>
    {
        T shifted = T.FusedMultiplyAdd(t, T.Create(Log2E), T.Create(Shifter));
        T atLeast = T.Max(shifted, T.Create(Shifter - 100f));
        scale = T.ShiftLeftBits(atLeast, 23);
        rest = T.ShiftLeftBits(shifted - atLeast + T.Create(Shifter), 23);
        T n = shifted - T.Create(Shifter);
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), t);
        return MinusOneNearZero(r + T.FusedMultiplyAdd(n, T.Create(-Ln2Low), low));
    }

    /// <summary>
    /// Computes e^t with an error of at most 2 ulp; 0 for t &lt; −<see cref="Limit"/>, where it would be subnormal.
    /// </summary>
    /// <param name="t">Any float; clamped to ±<see cref="Limit"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T t)
        where T : struct, ISimdVector<T>
    {
        T clamped = T.Max(T.Min(t, T.Create(Limit)), T.Create(-Limit));
        T q = Split(clamped, out T scale);
        return T.FusedMultiplyAdd(scale, q, scale);
    }

    /// <summary>
    /// Computes e^r − 1 for |r| ≤ ½ ln 2 as r + r²·P(r) with the minimax polynomial P, relative error 1.3e-8.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinusOneNearZero<T>(T r)
        where T : struct, ISimdVector<T>
    {
        T r2 = r * r;
        T low = T.FusedMultiplyAdd(r, T.Create(0.16666543f), T.Create(0.49999997f));
        T high = T.FusedMultiplyAdd(r, T.Create(0.0083665336f), T.Create(0.0416672f));
        high = T.FusedMultiplyAdd(r2, T.Create(0.0013882515f), high);
        return T.FusedMultiplyAdd(r2, T.FusedMultiplyAdd(r2, high, low), r);
    }
}
