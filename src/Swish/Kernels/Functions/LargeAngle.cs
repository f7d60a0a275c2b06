using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes sine and cosine of large angles. The reduction modulo ½π is exact for every double: it uses the method of
/// Payne and Hanek (1983), which only multiplies by those bits of 2/π that affect the quadrant and the remainder.
/// </summary>
internal static class LargeAngle
{
    // 2/π after the binary point, 64 bits a word.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
        0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
        0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
        0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
        0xa9e391615ee61b08,
    ];

    /// <summary>
    /// Computes sine and cosine of an angle above <see cref="DoubleTrigonometry.FastLimit"/>; NaN at ±∞.
    /// </summary>
    public static double Sine(double u, out double cosine)
    {
        if (!double.IsFinite(u)) return cosine = double.NaN;

        double r = Reduce(Math.Abs(u), out int quadrant);
        double sine = DoubleTrigonometry.OfReduced(
            new SimdDouble64(r), SimdDouble64.CreateBits(quadrant), out SimdDouble64 cosineLane).Value;
        cosine = cosineLane.Value;
        return u < 0 ? -sine : sine;
    }

    // For u = m·2^e with an integer m of 53 bits, e > −64.
    private static double Reduce(double u, out int quadrant)
    {
        long bits = BitConverter.DoubleToInt64Bits(u);
        ulong m = (ulong)(bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;
        int e = (int)(bits >> 52) - 1075;

        // Bits of 2/π whose products with u are multiples of 4 can be ignored: the window starts at bit e − 2 − 62 + 64
        // = e. Its words contain 2/π·2^(e − 2) after the point, so that the product's two highest bits are the
        // quadrant.
        int start = e - 2;
        ulong high = Word(start);
        ulong middle = Word(start + 64);
        ulong low = Word(start + 128);

        // The product modulo 2^192, as three words.
        UInt128 p2 = (UInt128)m * low;
        UInt128 p1 = ((UInt128)m * middle) + (p2 >> 64);
        ulong p0 = unchecked((m * high) + (ulong)(p1 >> 64));
        UInt128 fraction = ((UInt128)p0 << 64) | (ulong)p1;

        quadrant = (int)(p0 >> 62);
        fraction <<= 2;
        fraction |= (ulong)p2 >> 62;

        // Use the nearest multiple of ½π, not the next smaller one.
        bool above = (fraction >> 127) != 0;
        if (above)
        {
            quadrant = (quadrant + 1) & 3;
            fraction = unchecked(~fraction + 1);
        }

        int leading = (int)UInt128.LeadingZeroCount(fraction);
        UInt128 normal = fraction << leading;
        // 53 bits and the 53 after them, times ½π in two parts.
        double first = (ulong)(normal >> 75);
        double second = (ulong)((normal >> 22) & ((1UL << 53) - 1));
        double scale = BitConverter.Int64BitsToDouble((long)(1023 - 53 - leading) << 52);
        const double HalfPiHigh = 1.5707963267948966;
        const double HalfPiLow = 6.123233995736766e-17;
        double product = first * HalfPiHigh;
        double rest = Math.FusedMultiplyAdd(first, HalfPiHigh, -product)
            + ((first * HalfPiLow) + (second * (HalfPiHigh / 9007199254740992.0)));
        double r = (product + rest) * scale;
        return above ? -r : r;
    }

    // 64 bits of 2/π from a bit after the point on; before the point all are 0.
    private static ulong Word(int bit)
    {
        if (bit < 0) return bit <= -64 ? 0 : TwoOverPi[0] >> -bit;

        int word = bit / 64, shift = bit % 64;
        ulong next = word + 1 < TwoOverPi.Length ? TwoOverPi[word + 1] : 0;
        return shift == 0 ? TwoOverPi[word] : (TwoOverPi[word] << shift) | (next >> (64 - shift));
    }
}
