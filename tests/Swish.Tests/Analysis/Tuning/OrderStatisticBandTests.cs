using Swish.Analysis.Tuning;
using Xunit;

namespace Swish.Tests.Analysis.Tuning;

/// <summary>The band of a distribution function covers it exactly as often as it says.</summary>
public sealed class OrderStatisticBandTests
{
    [Fact]
    public void Band_of_one_value_is_that_of_a_uniform_number()
    {
        OrderStatisticBand band = new(1, 0.95);
        Assert.Equal(0.025, band.Lower[0], 1e-9);
        Assert.Equal(0.975, band.Upper[0], 1e-9);
    }

    [Fact]
    public void Coverage_of_two_values_is_the_area_between_the_bounds()
    {
        // Twice the area of the part of the rectangle above the diagonal: the smaller value is between a and b, the larger
        // one between c and d. With c < b the triangle between c and b is missing.
        const double A = 0.1, B = 0.7, C = 0.4, D = 0.95;
        double area = ((B - A) * (D - C)) - ((B - C) * (B - C) / 2);
        Assert.Equal(2 * area, OrderStatisticBand.Coverage([A, C], [B, D]), 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void One_sided_bound_of_Dempster_covers_as_its_formula_says(int count)
    {
        // P(U₍ᵢ₎ > i/n − d for all i) by Birnbaum and Tingey, 1951.
        const double D = 0.2;
        double sum = 0;
        for (int j = 0; j <= (int)Math.Floor(count * (1 - D)); j++)
            sum += Binomial(count, j) * Math.Pow(1 - D - ((double)j / count), count - j) * Math.Pow(D + ((double)j / count), j - 1);
        double expected = 1 - (D * sum);
        double[] lower = [.. Enumerable.Range(1, count).Select(i => Math.Max(0, ((double)i / count) - D))];
        double[] upper = [.. Enumerable.Repeat(1.0, count)];
        Assert.Equal(expected, OrderStatisticBand.Coverage(lower, upper), 1e-9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(18)]
    [InlineData(60)]
    public void Band_covers_with_the_confidence(int count)
    {
        OrderStatisticBand band = new(count, 0.95);
        Assert.Equal(0.95, OrderStatisticBand.Coverage(band.Lower, band.Upper), 1e-6);
        Assert.All(band.Lower.Zip(band.Upper), b => Assert.True(b.First < b.Second));
        // The band is the same if values are counted from the other end.
        for (int i = 0; i < count; i++) Assert.Equal(1 - band.Upper[count - 1 - i], band.Lower[i], 1e-9);
    }

    [Fact]
    public void Simulated_samples_are_within_the_band_as_often_as_it_says()
    {
        const int Count = 12, Samples = 20_000;
        OrderStatisticBand band = new(Count, 0.95);
        System.Random random = new(1);
        int covered = 0;
        for (int s = 0; s < Samples; s++)
        {
            double[] values = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble()).Order()];
            if (Enumerable.Range(0, Count).All(i => values[i] >= band.Lower[i] && values[i] <= band.Upper[i])) covered++;
        }
        // Four standard errors.
        Assert.InRange(covered / (double)Samples, 0.95 - 0.0062, 0.95 + 0.0062);
    }

    private static double Binomial(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
}
