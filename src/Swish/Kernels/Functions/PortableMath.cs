namespace Swish.Kernels.Functions;

/// <summary>
/// Computes elementary functions in double that are bit-identical on all processors and operating systems, because they
/// only use + − × ÷ √ and fused multiply-add in a fixed order. The error is at most 1.5 units in the last place.
/// Weights, schedules and losses use these functions instead of <see cref="Math"/>, whose results depend on the
/// platform.
/// </summary>
public static class PortableMath
{
    // ln 2 and π/2 as sums of doubles. The first part of ln 2 ends with 21 zero bits, so that its product with an
    // exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-1;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double HalfPi1 = 1.57079632679489655800;
    private const double HalfPi2 = 6.12323399573676603587e-17;
    private const double HalfPi3 = -1.49738490485916978e-33;

    /// <summary>The largest |x| of <see cref="Sin"/> and <see cref="Cos"/>: 2²⁰.</summary>
    public const double MaxAngle = 1 << 20;

    /// <summary>Computes eˣ; ∞ above 709.79, 0 below −745.2.</summary>
    /// <param name="x">Any value.</param>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.79) return double.PositiveInfinity;
        if (x < -745.2) return 0;

        // eˣ = 2ᵏ·eʳ with |r| ≤ ½ ln 2; c is the rounding error of r.
        double k = Math.Round(x * 1.44269504088896340736);
        double high = x - k * Ln2High;
        double low = k * Ln2Low;
        double r = high - low;
        double c = high - r - low;
        double p = 1.0 / 6227020800;
        p = p * r + 1.0 / 479001600;
        p = p * r + 1.0 / 39916800;
        p = p * r + 1.0 / 3628800;
        p = p * r + 1.0 / 362880;
        p = p * r + 1.0 / 40320;
        p = p * r + 1.0 / 5040;
        p = p * r + 1.0 / 720;
        p = p * r + 1.0 / 120;
        p = p * r + 1.0 / 24;
        p = p * r + 1.0 / 6;
        p = p * r + 0.5;
        double y = 1 + (r + (r * r * p + c));

        // Multiply in two steps, because 2ᵏ may overflow or underflow. Only the last product is rounded.
        int half = (int)k >> 1;
        return y * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>Computes ln x; −∞ at 0, NaN for x &lt; 0.</summary>
    /// <param name="x">Any value.</param>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x == double.PositiveInfinity) return x;
        if (x == 0) return double.NegativeInfinity;
        if (x < 0) return double.NaN;

        // x = 2ᵏ·m, with m between √½ and √2.
        int k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 1L << 54;
            k = -54;
        }
        const long oneBits = 0x3FF0000000000000;
        const long rootHalfBits = 0x3FE6A09E667F3BCD;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits - rootHalfBits) >> 52);
        k += exponent;
        double f = BitConverter.Int64BitsToDouble(bits - ((long)exponent << 52)) - 1;
        if (bits == oneBits) return 0;

        // With s = f/(2+f): ln(1+f) = 2 artanh s = 2s + R, R = 2s³/3 + 2s⁵/5 + …, and 2s = f − s·f with f exact.
        double s = f / (2 + f);
        double z = s * s;
        double t = 2.0 / 25;
        t = t * z + 2.0 / 23;
        t = t * z + 2.0 / 21;
        t = t * z + 2.0 / 19;
        t = t * z + 2.0 / 17;
        t = t * z + 2.0 / 15;
        t = t * z + 2.0 / 13;
        t = t * z + 2.0 / 11;
        t = t * z + 2.0 / 9;
        t = t * z + 2.0 / 7;
        t = t * z + 2.0 / 5;
        t = t * z + 2.0 / 3;
        return k * Ln2High + (f - (s * (f - z * t) - k * Ln2Low));
    }

    /// <summary>Computes the sine.</summary>
    /// <param name="x">An angle in radians, up to ±2²⁰; the result is NaN for larger ones.</param>
    public static double Sin(double x)
    {
        if (x == 0) return x; // preserves the sign of zero
        int quadrant = Reduce(x, out double r, out double tail);
        return quadrant switch
        {
            0 => SinNearZero(r, tail),
            1 => CosNearZero(r, tail),
            2 => -SinNearZero(r, tail),
            _ => -CosNearZero(r, tail),
        };
    }

    /// <summary>Computes the cosine.</summary>
    /// <param name="x">An angle in radians, up to ±2²⁰; the result is NaN for larger ones.</param>
    public static double Cos(double x)
    {
        int quadrant = Reduce(x, out double r, out double tail);
        return quadrant switch
        {
            0 => CosNearZero(r, tail),
            1 => -SinNearZero(r, tail),
            2 => -CosNearZero(r, tail),
            _ => SinNearZero(r, tail),
        };
    }

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);

    /// <summary>Reduces x to n·π/2 + r + tail with |r| ≤ π/4, and returns n modulo 4.</summary>
    private static int Reduce(double x, out double r, out double tail)
    {
        tail = 0;
        if (!(Math.Abs(x) <= MaxAngle))
        {
            r = double.NaN;
            return 0;
        }
        double n = Math.Round(x * 0.636619772367581343076);
        if (n == 0)
        {
            r = x;
            return 0;
        }
        double first = Math.FusedMultiplyAdd(-n, HalfPi1, x); // exact: the leading bits cancel
        double second = n * HalfPi2;
        double secondLow = Math.FusedMultiplyAdd(n, HalfPi2, -second);
        r = first - second;
        double taken = r - first; // the rounding error, with Knuth's two-sum, because either may be larger
        double lost = first - (r - taken) - (second + taken);
        tail = lost - secondLow - n * HalfPi3;
        return (int)n & 3;
    }

    private static double SinNearZero(double r, double tail)
    {
        double z = r * r;
        double p = 1.0 / 355687428096000;
        p = p * z - 1.0 / 1307674368000;
        p = p * z + 1.0 / 6227020800;
        p = p * z - 1.0 / 39916800;
        p = p * z + 1.0 / 362880;
        p = p * z - 1.0 / 5040;
        p = p * z + 1.0 / 120;
        p = p * z - 1.0 / 6;
        return r + (tail * (1 - 0.5 * z) + r * z * p);
    }

    private static double CosNearZero(double r, double tail)
    {
        double z = r * r;
        double p = -1.0 / 6402373705728000;
        p = p * z + 1.0 / 20922789888000;
        p = p * z - 1.0 / 87178291200;
        p = p * z + 1.0 / 479001600;
        p = p * z - 1.0 / 3628800;
        p = p * z + 1.0 / 40320;
        p = p * z - 1.0 / 720;
        p = p * z + 1.0 / 24;
        double half = 0.5 * z;
        double w = 1 - half;
        return w + (1 - w - half + (z * z * p - r * tail));
    }
}
