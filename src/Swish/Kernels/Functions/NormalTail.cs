using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>The standard normal distribution beyond a ≥ 0: 1 − Φ(a) and the density, from one e^(−a²/2).</summary>
/// <typeparam name="T">The registers.</typeparam>
internal readonly struct NormalTail<T>
    where T : struct, ISimdVector<T>
{
    /// <summary>Beyond it, a product with 1 − Φ(a) is zero in float.</summary>
    public const float Limit = 14.6f;

    private readonly T _ratio;
    private readonly T _ratioLow;
    private readonly T _q;
    private readonly T _scale;
    private readonly T _rest;

    /// <summary>Computes what all properties share.</summary>
    /// <param name="a">0 to <see cref="Limit"/>, or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NormalTail(T a)
    {
        // a² with what rounding takes from it: without that, the tail would be wrong by a²/2 half ulps.
        T square = a * a;
        T low = T.FusedMultiplyAdd(a, a, -square);
        _q = Exponential.SplitDeep(
            T.Create(-0.5f) * square, T.Create(-0.5f) * low, out _scale, out _rest);

        // e^(a²/2)·(1 − Φ(a)), Mills' ratio over √(2π), as the rational function of degrees 4 and 5 of the least largest
        // relative error, 1e-8. All coefficients are positive, so that nothing cancels. Even and odd powers are apart: half
        // the rounding errors of Horner's rule, and a²'s own error cancels in the quotient.
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

        // The last roundings of the three count most; here is what they took from the quotient.
        T inverse = T.Create(1f) / bottom;
        _ratio = top * inverse;
        T rest = T.FusedMultiplyAdd(-_ratio, bottom, top) + T.FusedMultiplyAdd(-_ratio, bottomLow, topLow);
        _ratioLow = rest * inverse;
    }

    /// <summary>1 − Φ(a), or 0 where it is below 2⁻¹²⁶.</summary>
    public T Probability
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => E * _ratio;
    }

    /// <summary>The density at a, e^(−a²/2)/√(2π).</summary>
    public T Density
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Create(0.3989423f) * E;
    }

    /// <summary>x·(1 − Φ(a)), right among the subnormals too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Times(T x)
    {
        T scaled = x * _scale; // exact, which saves the rounding of e^(−a²/2)
        T weighted = T.FusedMultiplyAdd(scaled, _q, scaled);
        return T.FusedMultiplyAdd(weighted, _ratio, weighted * _ratioLow) * _rest;
    }

    private T E
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.FusedMultiplyAdd(_scale, _q, _scale) * _rest;
    }
}
