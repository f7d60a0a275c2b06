using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes logarithms of vectors of doubles, with relative errors below 1e-14. log u is computed with u = 2ᵏ·m,
/// √½ ≤ m &lt; √2, and log m = 2·artanh(s), s = (m − 1)/(m + 1).
/// </summary>
internal static class DoubleLogarithm
{
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double Sqrt2 = 1.4142135623730951;

    // To convert an exponent field to a number, put it into the low bits of 2⁵², and subtract 2⁵² + 1023.
    private const long ExponentMagicBits = 0x4330000000000000;
    private const double ExponentMagic = 4503599627370496.0 + 1023.0;

    // (2·artanh(√z)/√z − 2)/z for z ≤ 0.0295, with an error of 1e-15 of log m.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(0.1662311658428347);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.18140107756610346));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.22222864249374918));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.2857142412022083));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.4000000001126354));
        return T.FusedMultiplyAdd(sum, z, T.Create(0.6666666666666206));
    }

    /// <summary>
    /// Computes log u; −∞ at 0, NaN for u &lt; 0. Subnormal numbers count as the smallest normal one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T exponent = T.Or(T.ShiftRightBits(u, 52), T.CreateBits(ExponentMagicBits)) - T.Create(ExponentMagic);
        T mantissa = T.Or(T.And(u, T.CreateBits(0x000FFFFFFFFFFFFF)), T.Create(1.0));
        T high = T.LessThan(T.Create(Sqrt2), mantissa);
        mantissa = T.Select(high, mantissa * T.Create(0.5), mantissa);
        exponent += T.And(high, T.Create(1.0));

        T result = OfParts(mantissa, exponent);
        T infinity = T.Create(double.PositiveInfinity);
        result = T.Select(T.LessThan(u, infinity), result, u); // ∞ and NaN
        result = T.Select(T.Equal(u, T.Create(0.0)), -infinity, result);
        return T.Select(T.LessThan(u, T.Create(0.0)), T.Create(double.NaN), result);
    }

    /// <summary>Computes log(1 + u) without cancellation near 0; −∞ at −1, NaN for u &lt; −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T w = T.Create(1.0) + u;
        T log = Log(w);
        T lost = (u - (w - T.Create(1.0))) / w; // the rounding error of w
        T result = log + lost;
        result = T.Select(T.LessThan(T.Create(0.0), w), result, log); // u ≤ −1, and NaN
        result = T.Select(T.LessThan(u, T.Create(1e17)), result, log);
        return T.Select(T.Equal(w, T.Create(1.0)), u, result);
    }

    /// <summary>
    /// Computes the same as <see cref="Log1p"/> for 0 ≤ u ≤ 1 or NaN, without the cases that cannot occur.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1pOfUnitInterval<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T w = T.Create(1.0) + u;
        T high = T.LessThan(T.Create(Sqrt2), w);
        T log = OfParts(T.Select(high, w * T.Create(0.5), w), T.And(high, T.Create(1.0)));
        T lost = (u - (w - T.Create(1.0))) / w;
        return T.Select(T.Equal(w, T.Create(1.0)), u, log + lost);
    }

    /// <summary>Computes the v for which |arsinh u| is log(1 + v): |u| + u²/(1 + √(u² + 1)).</summary>
    /// <param name="u">u.</param>
    /// <param name="root">√(u² + 1).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AsinhArgument<T>(T u, T root)
        where T : struct, ISimdDoubleVector<T>
    {
        const double Large = 1e100;
        T magnitude = T.Abs(u);
        T argument = magnitude + (magnitude * magnitude / (T.Create(1.0) + root));
        // For u above Large, log1p(2u) is log(2u), and the square could overflow.
        return T.Select(T.LessThan(T.Create(Large), magnitude), magnitude + magnitude, argument);
    }

    // Computes log(m·2ᵏ) for √½ ≤ m ≤ √2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OfParts<T>(T mantissa, T exponent)
        where T : struct, ISimdDoubleVector<T>
    {
        T m1 = mantissa - T.Create(1.0);
        T s = m1 / (mantissa + T.Create(1.0));
        T z = s * s;
        // log m = 2s + s·z·P = m1 − s·(m1 − z·P), which keeps the leading term exact.
        T correction = s * (m1 - (z * Polynomial(z)));
        T low = T.FusedMultiplyAdd(exponent, T.Create(Ln2Low), m1 - correction);
        return T.FusedMultiplyAdd(exponent, T.Create(Ln2High), low);
    }
}
