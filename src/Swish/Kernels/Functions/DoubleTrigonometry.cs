using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes trigonometric functions and the inverse tangent of vectors of doubles, with relative errors below 1e-13.
/// The argument is reduced to |r| ≤ ¼π with ½π in three parts, which is accurate up to <see cref="FastLimit"/>. For
/// larger arguments, <see cref="LargeAngle"/> reduces one lane at a time.
/// </summary>
internal static class DoubleTrigonometry
{
    /// <summary>
    /// The largest argument that can be reduced as a vector; see <see cref="LargeAngle"/> for larger ones.
    /// </summary>
    public const double FastLimit = 1e9;

    private const double TwoOverPi = 0.6366197723675814;
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    // Adding it to a small double leaves the nearest integer in the lowest bits: 1.5·2⁵².
    private const double Shifter = 6755399441055744.0;

    // (sin(r)/r − 1)/r² in r², error 1e-17 of sin.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinePolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(1.5917848524808262e-10);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-2.5051127944014188e-08));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.755731608381636e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.00019841269836722418));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.008333333333330925));
        return T.FusedMultiplyAdd(sum, z, T.Create(-0.16666666666666666));
    }

    // (cos(r) − 1 + ½r²)/r⁴ in r², error 1e-15 of cos.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosinePolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(2.070024946756277e-09);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-2.755636590225902e-07));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.4801585198441217e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0013888888887264425));
        return T.FusedMultiplyAdd(sum, z, T.Create(0.04166666666666466));
    }

    // (atan(v)/v − 1)/v² in v², |v| ≤ 1, error 2e-15.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ArctangentPolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(4.2384381094795104e-05);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0004271840973817534));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.0020346672707838307));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.006140137952849745));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.013340509559735198));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.022625914733081676));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.03196224602018245));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.03988674624636891));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.046356337801607556));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.05228866712258472));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.05875316108940882));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.06665606139255513));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.07692194796762682));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.09090901065173868));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.11111110761390158));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.14285714277625347));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.1999999999992541));
        return T.FusedMultiplyAdd(sum, z, T.Create(-0.3333333333333322));
    }

    // Taylor series in u² of sin(u)/u, of its derivative over u, and of its second derivative, |u| ≤ 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SincPolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(-7.647163731819816e-13);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(1.6059043836821613e-10));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-2.505210838544172e-08));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.7557319223985893e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0001984126984126984));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.008333333333333333));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.16666666666666666));
        return T.FusedMultiplyAdd(sum, z, T.Create(1.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SincSlopePolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(4.498331606952833e-14);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-1.0706029224547743e-11));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(1.9270852604185937e-09));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-2.505210838544172e-07));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.2045855379188714e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0011904761904761906));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.03333333333333333));
        return T.FusedMultiplyAdd(sum, z, T.Create(-0.3333333333333333));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SincCurvaturePolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(6.74749741042925e-13);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-1.3917837991912066e-10));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(2.1197937864604532e-08));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-2.2546897546897547e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.00015432098765432098));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.005952380952380952));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.1));
        return T.FusedMultiplyAdd(sum, z, T.Create(-0.3333333333333333));
    }

    /// <summary>Computes sin(u) and cos(u) for |u| ≤ <see cref="FastLimit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sine<T>(T u, out T cosine)
        where T : struct, ISimdDoubleVector<T>
    {
        T shifted = T.FusedMultiplyAdd(u, T.Create(TwoOverPi), T.Create(Shifter));
        T n = shifted - T.Create(Shifter);
        T r = T.FusedMultiplyAdd(n, T.Create(-HalfPiHigh), u);
        r = T.FusedMultiplyAdd(n, T.Create(-HalfPiMiddle), r);
        r = T.FusedMultiplyAdd(n, T.Create(-HalfPiLow), r);
        return OfReduced(r, shifted, out cosine);
    }

    /// <summary>Computes sin(r + q·½π) and cos(r + q·½π).</summary>
    /// <param name="r">|r| ≤ ¼π.</param>
    /// <param name="quadrant">A number whose lowest two bits are q.</param>
    /// <param name="cosine">Receives cos(r + q·½π).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfReduced<T>(T r, T quadrant, out T cosine)
        where T : struct, ISimdDoubleVector<T>
    {
        T z = r * r;
        T sine = T.FusedMultiplyAdd(r * z, SinePolynomial(z), r);
        T half = T.FusedMultiplyAdd(z, T.Create(-0.5), T.Create(1.0));
        cosine = T.FusedMultiplyAdd(z * z, CosinePolynomial(z), half);

        // Odd quadrants swap sine and cosine; sine is negated in quadrants 2 and 3, cosine in 1 and 2.
        T odd = T.SubtractBits(T.CreateBits(0), T.And(quadrant, T.CreateBits(1)));
        T sineSign = T.ShiftLeftBits(T.And(quadrant, T.CreateBits(2)), 62);
        T cosineSign = T.Xor(sineSign, T.And(odd, T.Create(-0.0)));
        T swapped = T.Select(odd, cosine, sine);
        cosine = T.Xor(T.Select(odd, sine, cosine), cosineSign);
        return T.Xor(swapped, sineSign);
    }

    /// <summary>Computes the inverse tangent, with atan u = ½π − atan(1/u) for |u| > 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan<T>(T u)
        where T : struct, ISimdDoubleVector<T>
    {
        T magnitude = T.Abs(u);
        T large = T.LessThan(T.Create(1.0), magnitude);
        T v = T.Select(large, T.Create(1.0) / magnitude, magnitude);
        T z = v * v;
        T small = T.FusedMultiplyAdd(v * z, ArctangentPolynomial(z), v);
        T result = T.Select(large, T.Create(HalfPiHigh) - small, small);
        return DoubleExponential.CopySign(result, u);
    }

    /// <summary>Computes sin(u)/u, which is 1 at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sinc<T>(T u, T sine)
        where T : struct, ISimdDoubleVector<T>
    {
        T series = SincPolynomial(u * u);
        return T.Select(T.LessThan(T.Abs(u), T.Create(1.0)), series, sine / u);
    }

    /// <summary>Computes the derivative of sin(u)/u: (cos u − sinc u)/u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SincSlope<T>(T u, T sine, T cosine)
        where T : struct, ISimdDoubleVector<T>
    {
        T series = u * SincSlopePolynomial(u * u);
        return T.Select(T.LessThan(T.Abs(u), T.Create(1.0)), series, (cosine - (sine / u)) / u);
    }

    /// <summary>Computes the second derivative of sin(u)/u: −sinc u − 2·sinc′(u)/u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SincCurvature<T>(T u, T sine, T cosine)
        where T : struct, ISimdDoubleVector<T>
    {
        T series = SincCurvaturePolynomial(u * u);
        T sinc = sine / u;
        T slope = (cosine - sinc) / u;
        return T.Select(T.LessThan(T.Abs(u), T.Create(1.0)), series, -sinc - ((slope + slope) / u));
    }
}
