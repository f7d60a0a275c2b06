using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// σ(z) = 1/(1 + e^−z) and what is made of it, from e = e^−|z| and 1/(1 + e) with one division. 1 − σ is e/(1 + e) or
/// 1/(1 + e), never a difference.
/// </summary>
/// <typeparam name="T">The registers.</typeparam>
internal readonly struct Logistic<T>
    where T : struct, ISimdVector<T>
{
    private readonly T _z;
    private readonly T _onePlusE;

    /// <summary>Computes what all properties share.</summary>
    /// <param name="z">−<see cref="Exponential.Limit"/> to <see cref="Exponential.Limit"/>, or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Logistic(T z)
    {
        T q = Exponential.Split(T.Or(z, T.Create(-0f)), out T scale);
        _z = z;
        E = T.FusedMultiplyAdd(scale, q, scale);
        _onePlusE = T.FusedMultiplyAdd(scale, q, T.Create(1f) + scale);
        Inverse = T.Create(1f) / _onePlusE;
    }

    /// <summary>Takes e^−|z| as it is.</summary>
    /// <param name="z">What has the sign of z.</param>
    /// <param name="e">e^−|z|.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Logistic(T z, T e)
    {
        _z = z;
        E = e;
        _onePlusE = T.Create(1f) + e;
        Inverse = T.Create(1f) / _onePlusE;
    }

    /// <summary>e^−|z|.</summary>
    public T E { get; }

    /// <summary>1/(1 + e).</summary>
    public T Inverse { get; }

    /// <summary>σ(z).</summary>
    public T Sigma
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.SelectNegative(_z, E, T.Create(1f)) * Inverse;
    }

    /// <summary>σ(z)(1 − σ(z)), the derivative of σ.</summary>
    public T Slope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => E * Inverse * Inverse;
    }

    /// <summary>
    /// σ(z)(1 − σ(z)) as <see cref="Slope"/>, without the errors of 1/(1 + e), which counts twice: for what multiplies it.
    /// </summary>
    public T AccurateSlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            T one = T.Create(1f);
            T low = E + (one - _onePlusE);
            T rest = T.FusedMultiplyAdd(-low, Inverse, T.FusedMultiplyAdd(-_onePlusE, Inverse, one));
            T slope = Slope;
            return T.FusedMultiplyAdd(slope, rest + rest, slope);
        }
    }

    /// <summary>1 − 2σ(z).</summary>
    public T Difference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Xor((E - T.Create(1f)) * Inverse, T.And(_z, T.Create(-0f)));
    }

    /// <summary>x·σ(z), where z is negative with a bounded x, so that −∞ times 0 does not arise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Gate(T x, T bounded) => T.SelectNegative(_z, bounded * E, x) * Inverse;

    /// <summary>σ(z) + u·σ(z)(1 − σ(z)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T SigmaPlusSlope(T u) =>
        T.FusedMultiplyAdd(u * E, Inverse, T.SelectNegative(_z, E, T.Create(1f))) * Inverse;
}
