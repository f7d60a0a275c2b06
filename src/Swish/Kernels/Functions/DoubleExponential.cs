using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Functions;

/// <summary>
/// The exponential's family over lanes of doubles, relative errors below 1e-13: far below a float's rounding, so that a
/// float result is as good as exactly rounded even after some cancellation. e^u by u = n·ln 2 + r, |r| ≤ ½ ln 2.
/// </summary>
internal static class DoubleExponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    // Added to a small double it leaves n + 1023, the exponent field of 2ⁿ, in the lowest bits: 1.5·2⁵² + 1023.
    private const double Shifter = 6755399441055744.0 + 1023.0;

    private const double Overflow = 709.4;
    private const double Underflow = -708.3;

    // (e^r − 1 − r)/r², the near-minimax polynomial on |r| ≤ ½ ln 2, error 6e-14.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T z)
        where T : struct, IDoubleLanes<T>
    {
        T sum = T.Create(2.7617685465165067e-06);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.4868002978056962e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.00019841224418291943));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.0013888838910996056));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.008333333344268395));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.04166666678698556));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.16666666666662555));
        return T.FusedMultiplyAdd(sum, z, T.Create(0.4999999999995475));
    }

    /// <summary>e^u; ∞ above 709.4, 0 below −708.3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T power = NonPositiveExp(u);
        return T.Select(T.LessThan(T.Create(Overflow), u), T.Create(double.PositiveInfinity), power);
    }

    /// <summary>e^u − 1, without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T q = Split(u, out T scale);
        T result = T.FusedMultiplyAdd(scale, q, scale - T.Create(1.0));
        result = T.Select(T.LessThan(u, T.Create(-40.0)), T.Create(-1.0), result);
        result = T.Select(T.Equal(u, T.Create(0.0)), u, result);
        return T.Select(T.LessThan(T.Create(Overflow), u), T.Create(double.PositiveInfinity), result);
    }

    /// <summary>σ(u) = 1/(1 + e^−u), and σ(−u), each to its own accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T u, out T complement)
        where T : struct, IDoubleLanes<T>
    {
        T e = NonPositiveExp(T.Or(u, T.Create(-0.0)));
        T large = T.Create(1.0) / (T.Create(1.0) + e);
        T small = e * large;
        T negative = T.LessThan(u, T.Create(0.0));
        complement = T.Select(negative, large, small);
        return T.Select(negative, small, large);
    }

    /// <summary>log(1 + e^u) = max(u, 0) + log1p(e^−|u|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T tail = DoubleLogarithm.Log1p(NonPositiveExp(T.Or(u, T.Create(-0.0))));
        return T.Select(T.LessThan(u, T.Create(0.0)), T.Create(0.0), u) + tail;
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T magnitude = T.Abs(u);
        T t = Expm1(magnitude * T.Create(-2.0));
        return CopySign(-t / (t + T.Create(2.0)), u);
    }

    /// <summary>The hyperbolic sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sinh<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T magnitude = T.Abs(u);
        T t = Expm1(magnitude);
        T result = T.Create(0.5) * (t + (t / (t + T.Create(1.0))));
        result = T.Select(T.LessThan(T.Create(Overflow), magnitude), magnitude * T.Create(double.MaxValue), result);
        return CopySign(result, u);
    }

    /// <summary>The hyperbolic cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cosh<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T e = Exp(T.Abs(u));
        return (T.Create(0.5) * e) + (T.Create(0.5) / e);
    }

    /// <summary>The magnitude of a value with the sign of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySign<T>(T magnitude, T sign)
        where T : struct, IDoubleLanes<T> =>
        T.Or(T.Abs(magnitude), T.And(sign, T.Create(-0.0)));

    // e^u where u does not exceed Overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NonPositiveExp<T>(T u)
        where T : struct, IDoubleLanes<T>
    {
        T q = Split(u, out T scale);
        T power = T.FusedMultiplyAdd(scale, q, scale);
        return T.Select(T.LessThan(u, T.Create(Underflow)), T.Create(0.0), power);
    }

    // q = e^r − 1 and scale = 2ⁿ, so that e^u = scale·(1 + q), for −708.3 ≤ u ≤ 709.4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Split<T>(T u, out T scale)
        where T : struct, IDoubleLanes<T>
    {
        T shifted = T.FusedMultiplyAdd(u, T.Create(Log2E), T.Create(Shifter));
        scale = T.ShiftLeftBits(shifted, 52);
        T n = shifted - T.Create(Shifter);
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), u);
        r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
        return T.FusedMultiplyAdd(r * r, Polynomial(r), r);
    }
}
