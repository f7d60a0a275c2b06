using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes σ(z) = 1/(1 + e^−z) and functions of it, from e = e^−|z| and 1/(1 + e) with one division. 1 − σ is e/(1 +
/// e) or 1/(1 + e), and never computed as a difference.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal readonly struct Logistic<T>
    where T : struct, ISimdVector<T>
{
    private readonly T _z;
    private readonly T _onePlusE;

    /// <summary>Computes the values that all properties use.</summary>
    /// <param name="z">−<see cref="Exponential.Limit"/> to <see cref="Exponential.Limit"/>, or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Logistic(T z)
    {
        T q = Exponential.Split(T.Or(z, T.Create(-0f)), out T scale);
        _z = z;
        E = T.FusedMultiplyAdd(scale, q, scale);
        _onePlusE = T.FusedMultiplyAdd(scale, q, T.Create(1f) + scale);
        Reciprocal = T.Create(1f) / _onePlusE;
    }

    /// <summary>Creates the functions from a given e^−|z|.</summary>
    /// <param name="z">A value with the sign of z.</param>
    /// <param name="e">e^−|z|.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Logistic(T z, T e)
    {
        _z = z;
        E = e;
        _onePlusE = T.Create(1f) + e;
        Reciprocal = T.Create(1f) / _onePlusE;
    }

    /// <summary>Gets e^−|z|.</summary>
    public T E { get; }

    /// <summary>Gets 1/(1 + e).</summary>
    public T Reciprocal { get; }

    /// <summary>Gets σ(z).</summary>
    public T Sigma
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.SelectNegative(_z, E, T.Create(1f)) * Reciprocal;
    }

    /// <summary>Gets σ(z)(1 − σ(z)), the derivative of σ.</summary>
    public T Slope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => E * Reciprocal * Reciprocal;
    }

    /// <summary>
    /// Gets σ(z)(1 − σ(z)) like <see cref="Slope"/>, but corrects the rounding error of 1/(1 + e), which counts twice.
    /// For results that are products with it.
    /// </summary>
    public T AccurateSlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            T one = T.Create(1f);
            T low = E + (one - _onePlusE);
            T rest = T.FusedMultiplyAdd(-low, Reciprocal, T.FusedMultiplyAdd(-_onePlusE, Reciprocal, one));
            T slope = Slope;
            return T.FusedMultiplyAdd(slope, rest + rest, slope);
        }
    }

    /// <summary>Gets 1 − 2σ(z).</summary>
    public T Difference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Xor((E - T.Create(1f)) * Reciprocal, T.And(_z, T.Create(-0f)));
    }

    /// <summary>Computes x·σ(z); where z is negative, with a bounded x, to avoid −∞·0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Gate(T x, T bounded) => T.SelectNegative(_z, bounded * E, x) * Reciprocal;

    /// <summary>Computes σ(z) + u·σ(z)(1 − σ(z)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T SigmaPlusSlope(T u) =>
        T.FusedMultiplyAdd(u * E, Reciprocal, T.SelectNegative(_z, E, T.Create(1f))) * Reciprocal;
}
