using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes exponential and hyperbolic functions of vectors of doubles, with relative errors below 1e-13. This is far
/// below the rounding error of float, so that results are nearly always correctly rounded to float, even after some
/// cancellation. e^u is computed with u = n·ln 2 + r, |r| ≤ ½ ln 2.
/// </summary>
internal static class DoubleExponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    // Adding it to a small double leaves n + 1023, the exponent field of 2ⁿ, in the lowest bits: 1.5·2⁵² + 1023.
    private const double Shifter = 6755399441055744.0 + 1023.0;

    private const double Overflow = 709.4;
    private const double Underflow = -708.3;

    // (e^r − 1 − r)/r², the near-minimax polynomial on |r| ≤ ½ ln 2, error 6e-14.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
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

    /// <summary>Computes e^u; ∞ above 709.4, 0 below −708.3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T q = Split(u, out T scale);
        return Exp(u, q, scale);
    }

    /// <summary>Computes e^u − 1, without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T q = Split(u, out T scale);
        return Expm1(u, q, scale);
    }

    /// <summary>Computes <see cref="Exp{T}(T)"/> and <see cref="Expm1{T}(T)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpWithExpm1<T>(T u, out T expm1)
        where T : struct, ISimdDoubleVector<T>
    {
        T q = Split(u, out T scale);
        expm1 = Expm1(u, q, scale);
        return Exp(u, q, scale);
    }

    /// <summary>Computes σ(u) = 1/(1 + e^−u) and σ(−u), both with a small relative error.</summary>
    /// <param name="u">u, or a value with the same sign.</param>
    /// <param name="e">e^−|u|.</param>
    /// <param name="complement">Receives σ(−u).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T u, T e, out T complement)
        where T : struct, ISimdDoubleVector<T>
    {
        T large = T.Create(1.0) / (T.Create(1.0) + e);
        T small = e * large;
        T negative = T.LessThan(u, T.Create(0.0));
        complement = T.Select(negative, large, small);
        return T.Select(negative, small, large);
    }

    /// <summary>Computes log(1 + e^u) = max(u, 0) + log(1 + e^−|u|).</summary>
    /// <param name="u">u.</param>
    /// <param name="log">log(1 + e^−|u|).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T u, T log)
        where T : struct, ISimdDoubleVector<T> =>
        T.Select(T.LessThan(u, T.Create(0.0)), T.Create(0.0), u) + log;

    /// <summary>Computes the hyperbolic tangent.</summary>
    /// <param name="u">u.</param>
    /// <param name="t">e^(−2|u|) − 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T u, T t)
        where T : struct, ISimdDoubleVector<T> => CopySign(-t / (t + T.Create(2.0)), u);

    /// <summary>Computes the hyperbolic sine.</summary>
    /// <param name="u">u.</param>
    /// <param name="t">e^|u| − 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sinh<T>(T u, T t)
        where T : struct, ISimdDoubleVector<T>
    {
        T magnitude = T.Abs(u);
        T result = T.Create(0.5) * (t + (t / (t + T.Create(1.0))));
        result = T.Select(T.LessThan(T.Create(Overflow), magnitude), magnitude * T.Create(double.MaxValue), result);
        return CopySign(result, u);
    }

    /// <summary>Computes the hyperbolic cosine.</summary>
    /// <param name="e">e^|u|.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cosh<T>(T e)
        where T : struct, ISimdDoubleVector<T> => (T.Create(0.5) * e) + (T.Create(0.5) / e);

    /// <summary>Returns the magnitude of a value with the sign of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySign<T>(T magnitude, T sign)
        where T : struct, ISimdDoubleVector<T> =>
        T.Or(T.Abs(magnitude), T.And(sign, T.Create(-0.0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp<T>(T u, T q, T scale)
        where T : struct, ISimdDoubleVector<T>
    {
        T power = T.FusedMultiplyAdd(scale, q, scale);
        power = T.Select(T.LessThan(u, T.Create(Underflow)), T.Create(0.0), power);
        return T.Select(T.LessThan(T.Create(Overflow), u), T.Create(double.PositiveInfinity), power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Expm1<T>(T u, T q, T scale)
        where T : struct, ISimdDoubleVector<T>
    {
        T result = T.FusedMultiplyAdd(scale, q, scale - T.Create(1.0));
        result = T.Select(T.LessThan(u, T.Create(-40.0)), T.Create(-1.0), result);
        result = T.Select(T.Equal(u, T.Create(0.0)), u, result);
        return T.Select(T.LessThan(T.Create(Overflow), u), T.Create(double.PositiveInfinity), result);
    }

    // Computes q = e^r − 1 and scale = 2ⁿ, so that e^u = scale·(1 + q), for −708.3 ≤ u ≤ 709.4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Split<T>(T u, out T scale)
        where T : struct, ISimdDoubleVector<T>
    {
        T shifted = T.FusedMultiplyAdd(u, T.Create(Log2E), T.Create(Shifter));
        scale = T.ShiftLeftBits(shifted, 52);
        T n = shifted - T.Create(Shifter);
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), u);
        r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
        return T.FusedMultiplyAdd(r * r, Polynomial(r), r);
    }
}
