using MathNet.Numerics.Distributions;
using Swish.Random;
using Xunit;

namespace Swish.Tests.Random;

public sealed class RandomStreamTests
{
    /// <summary>The known answers that Philox's authors publish with Random123 (kat_vectors, philox4x32 10).</summary>
    [Fact]
    public void Blocks_match_the_published_test_vectors()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), RandomStream.Block(0, 0, 0, 0, 0, 0));
        const uint ones = uint.MaxValue;
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            RandomStream.Block(ones, ones, ones, ones, ones, ones));
        Assert.Equal((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            RandomStream.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    [Fact]
    public void The_first_numbers_of_a_stream_never_change()
    {
        // The values come from an independent implementation of the paper in another language; only the last digits of
        // the two truncated normal numbers are our own.
        RandomStream stream = new(1, RandomPurpose.InitialWeights, 2);
        string numbers = string.Join(' ', [
            .. Enumerable.Range(0, 3).Select(_ => $"{stream.NextUInt64():x16}"),
            Bits(stream.NextDouble()),
            .. Enumerable.Range(0, 4).Select(_ => $"{stream.NextInt(1000)}"),
            Bits(stream.NextNormal()), Bits(stream.NextNormal()), Bits(stream.NextNormal()),
            Bits(stream.NextTruncatedNormal()), Bits(stream.NextTruncatedNormal()),
        ]);
        Assert.Equal("8cedc5d3e73404cf 0a0afddd3f071736 db04b052b7b4c173 3fac1679e688a830 353 494 399 741 "
            + "bfeaed98bd02a60a bffc55d142b42663 3fdcb4a9a0dd98dd bfcd3b0b2c24d2bd 3fc55bc9f98c536c", numbers);
    }

    [Fact]
    public void Each_of_seed_purpose_and_indices_selects_another_stream()
    {
        (int, RandomPurpose, int, int)[] keys =
        [
            (1, RandomPurpose.InitialWeights, 0, 0), (2, RandomPurpose.InitialWeights, 0, 0),
            (-1, RandomPurpose.InitialWeights, 0, 0),
            (1, RandomPurpose.BatchSampler, 0, 0), (1, RandomPurpose.Dropout, 0, 0), (1, RandomPurpose.Search, 0, 0),
            (1, RandomPurpose.Dropout, 1, 0), (1, RandomPurpose.Dropout, 0, 1), (0, RandomPurpose.BatchSampler, 1, 0),
        ];
        HashSet<ulong> seen = [];
        foreach ((int seed, RandomPurpose purpose, int index, int second) in keys)
        {
            RandomStream stream = new(seed, purpose, index, second);
            for (int i = 0; i < 1000; i++) Assert.True(seen.Add(stream.NextUInt64()));
        }
    }

    [Fact]
    public void Neighboring_streams_are_uncorrelated()
    {
        const int n = 100_000;
        (RandomPurpose, int)[] neighbors = [(RandomPurpose.InitialWeights, 1), (RandomPurpose.BatchSampler, 0)];
        foreach ((RandomPurpose purpose, int index) in neighbors)
        {
            RandomStream a = new(1, RandomPurpose.InitialWeights, 0);
            RandomStream b = new(1, purpose, index);
            double sum = 0;
            for (int i = 0; i < n; i++) sum += a.NextNormal() * b.NextNormal();
            double deviations = sum / Math.Sqrt(n);
            Assert.True(Math.Abs(deviations) < 4.5, $"{purpose} {index}: {deviations} standard deviations");
        }
    }

    [Fact]
    public void Restart_and_Seek_reach_the_same_numbers()
    {
        RandomStream stream = new(7, RandomPurpose.Dropout, 3, 9);
        ulong[] numbers = [.. Enumerable.Range(0, 20).Select(_ => stream.NextUInt64())];
        foreach (int position in (int[])[5, 0, 19, 4, 1])
        {
            stream.Seek(position);
            Assert.Equal(numbers[position..],
                Enumerable.Range(position, 20 - position).Select(_ => stream.NextUInt64()));
        }
        stream.Restart(1, RandomPurpose.Search, 0);
        stream.NextUInt64();
        stream.Restart(7, RandomPurpose.Dropout, 3, 9);
        Assert.Equal(numbers, Enumerable.Range(0, 20).Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Doubles_are_uniform()
    {
        RandomStream stream = new(3, RandomPurpose.Search, 0);
        const int n = 200_000;
        int[] counts = new int[50];
        for (int i = 0; i < n; i++)
        {
            double x = stream.NextDouble();
            Assert.InRange(x, 0, Math.BitDecrement(1));
            counts[(int)(x * counts.Length)]++;
        }
        AssertChiSquared(counts, [.. Enumerable.Repeat((double)n / counts.Length, counts.Length)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(55)]
    public void Integers_are_uniform_below_their_bound(int bound)
    {
        RandomStream stream = new(4, RandomPurpose.Search, bound);
        const int n = 100_000;
        int[] counts = new int[bound];
        for (int i = 0; i < n; i++) counts[stream.NextInt(bound)]++;
        AssertChiSquared(counts, [.. Enumerable.Repeat((double)n / bound, bound)]);
    }

    [Fact]
    public void The_largest_bound_works()
    {
        RandomStream stream = new(5, RandomPurpose.Search, 0);
        int[] numbers = [.. Enumerable.Range(0, 1000).Select(_ => stream.NextInt(int.MaxValue))];
        Assert.All(numbers, number => Assert.InRange(number, 0, int.MaxValue - 1));
        Assert.InRange(numbers.Average() / int.MaxValue, 0.45, 0.55);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void Normal_numbers_have_the_normal_distribution()
    {
        RandomStream stream = new(1, RandomPurpose.InitialWeights, 0);
        AssertDistribution(stream.NextNormal, Normal.CDF(0, 1, -6), Normal.CDF(0, 1, 6), deviation: 1, kurtosis: 3);
    }

    [Fact]
    public void Truncated_normal_numbers_lie_within_two_and_have_the_truncated_distribution()
    {
        RandomStream stream = new(1, RandomPurpose.InitialWeights, 1);
        double Draw()
        {
            double z = stream.NextTruncatedNormal();
            Assert.InRange(z, -2, 2);
            return z;
        }
        double inside = Normal.CDF(0, 1, 2) - Normal.CDF(0, 1, -2);
        double variance = 1 - 4 * Normal.PDF(0, 1, 2) / inside;
        double fourthMoment = 3 * variance - 16 * Normal.PDF(0, 1, 2) / inside;
        Assert.Equal(0.8796, Math.Sqrt(variance), 4);
        AssertDistribution(Draw, Normal.CDF(0, 1, -2), Normal.CDF(0, 1, 2),
            Math.Sqrt(variance), fourthMoment / (variance * variance));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-40)]
    [InlineData(1e-11)]
    [InlineData(1e-5)]
    [InlineData(0.02)]
    [InlineData(0.0749)]
    [InlineData(0.0751)]
    [InlineData(0.3)]
    [InlineData(0.499)]
    public void The_inverse_normal_cdf_inverts_the_cdf(double p)
    {
        double z = InverseNormalCdf.Evaluate(p - 0.5);
        Assert.Equal(-z, InverseNormalCdf.Evaluate(0.5 - p));
        if (p > 1e-16) Assert.Equal(1, Normal.CDF(0, 1, z) / (0.5 - (0.5 - p)), 1e-12);
    }

    private static string Bits(double x) => $"{BitConverter.DoubleToInt64Bits(x):x16}";

    private static void AssertDistribution(
        Func<double> draw, double low, double high, double deviation, double kurtosis)
    {
        const int n = 400_000;
        double sum = 0, squares = 0, fourths = 0;
        int[] counts = new int[40];
        for (int i = 0; i < n; i++)
        {
            double z = draw();
            sum += z;
            squares += z * z;
            fourths += z * z * z * z;
            double share = (Normal.CDF(0, 1, z) - low) / (high - low);
            counts[Math.Clamp((int)(share * counts.Length), 0, counts.Length - 1)]++;
        }
        double variance = deviation * deviation;
        Assert.Equal(0, sum / n, 5 * deviation / Math.Sqrt(n));
        Assert.Equal(variance, squares / n, 5 * variance * Math.Sqrt((kurtosis - 1) / n));
        Assert.Equal(kurtosis, fourths / n / (variance * variance), 0.05 * kurtosis / 3);
        AssertChiSquared(counts, [.. Enumerable.Repeat((double)n / counts.Length, counts.Length)]);
    }

    private static void AssertChiSquared(int[] counts, double[] expected)
    {
        if (counts.Length == 1) return;
        double statistic = counts.Zip(expected, (count, mean) => (count - mean) * (count - mean) / mean).Sum();
        double p = 1 - ChiSquared.CDF(counts.Length - 1, statistic);
        Assert.InRange(p, 1e-6, 1 - 1e-6);
    }
}
