using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes the tail 1 − Φ(a) and the density of the standard normal distribution, a ≥ 0, from one e^(−a²/2).
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal readonly struct NormalTail<T>
    where T : struct, ISimdVector<T>
{
    /// <summary>The largest a; for larger ones, a product with 1 − Φ(a) is zero in float.</summary>
    public const float Limit = 14.6f;

    private readonly T _ratio;
    private readonly T _ratioLow;
    private readonly T _q;
    private readonly T _scale;
    private readonly T _rest;

    /// <summary>Computes the values that all properties use.</summary>
    /// <param name="a">0 to <see cref="Limit"/>, or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NormalTail(T a)
    {
        // Compute a² and its rounding error; without it, the error of the tail would be a²/2 half ulps.
        T square = a * a;
        T low = T.FusedMultiplyAdd(a, a, -square);
        _q = Exponential.SplitDeep(
            T.Create(-0.5f) * square, T.Create(-0.5f) * low, out _scale, out _rest);

        // e^(a²/2)·(1 − Φ(a)), Mills' ratio over √(2π), as the minimax rational function of degrees 4 and 5, with a
        // relative error of 1e-8. All coefficients are positive, so that nothing cancels. Even and odd powers are
        // summed separately, which halves the rounding error of Horner's rule, and the error of a² cancels in the
        // quotient.
        T even = T.FusedMultiplyAdd(square, T.Create(0.0041311895f), T.Create(0.18353152f));
        T odd = T.FusedMultiplyAdd(square, T.Create(0.040733255f), T.Create(0.43869445f));
        even = T.FusedMultiplyAdd(square, even, T.Create(0.5f));
        T top = T.FusedMultiplyAdd(a, odd, even);
        T topLow = T.FusedMultiplyAdd(a, odd, even - top);
        even = T.FusedMultiplyAdd(square, T.Create(0.10210945f), T.Create(1.2037333f));
        odd = T.FusedMultiplyAdd(square, T.Create(0.01035524f), T.Create(0.47025313f));
        even = T.FusedMultiplyAdd(square, even, T.Create(1f));
        odd = T.FusedMultiplyAdd(square, odd, T.Create(1.6752739f));
        T bottom = T.FusedMultiplyAdd(a, odd, even);
        T bottomLow = T.FusedMultiplyAdd(a, odd, even - bottom);

        // The last rounding errors of the three count most; correct the quotient for them.
        T reciprocal = T.Create(1f) / bottom;
        _ratio = top * reciprocal;
        T rest = T.FusedMultiplyAdd(-_ratio, bottom, top) + T.FusedMultiplyAdd(-_ratio, bottomLow, topLow);
        _ratioLow = rest * reciprocal;
    }

    /// <summary>Gets 1 − Φ(a), or 0 if it is less than 2⁻¹²⁶.</summary>
    public T Probability
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => E * _ratio;
    }

    /// <summary>Gets the density at a, e^(−a²/2)/√(2π).</summary>
    public T Density
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Create(0.3989423f) * E;
    }

    /// <summary>Computes x·(1 − Φ(a)), accurately even if the result is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Times(T x)
    {
        T scaled = x * _scale; // exact, so that e^(−a²/2) is not rounded
        T weighted = T.FusedMultiplyAdd(scaled, _q, scaled);
        return T.FusedMultiplyAdd(weighted, _ratio, weighted * _ratioLow) * _rest;
    }

    private T E
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.FusedMultiplyAdd(_scale, _q, _scale) * _rest;
    }
}
