using Xunit;
using Swish.Analysis.Comparisons;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class PairedPowerTests
{
    [Theory]
    [InlineData(0.003, 0.05, 6)]
    [InlineData(0.1, 0.05, 6)]
    [InlineData(0.1, 0.0005, 14)]
    [InlineData(0.5, 0.05, 6)]
    [InlineData(-0.9, 0.01, 8)]
    [InlineData(3, 0.05, 6)]
    [InlineData(double.PositiveInfinity, 0.05, 6)]
    public void The_number_of_pairs_is_the_smallest_with_the_required_power(double effect, double level, int minPairs)
    {
        int pairs = PairedPower.RequiredPairs(effect, level, minPairs)!.Value;
        Assert.InRange(pairs, minPairs, int.MaxValue);
        Assert.InRange(PairedPower.ComputePower(effect, pairs, level), PairedPower.RequiredPower, 1);
        if (pairs > minPairs)
            Assert.InRange(PairedPower.ComputePower(effect, pairs - 1, level), 0, PairedPower.RequiredPower - 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-6)]
    [InlineData(double.NaN)]
    public void No_number_of_pairs_up_to_a_million_detects_what_hardly_differs(double effect) =>
        Assert.Null(PairedPower.RequiredPairs(effect, 0.05, 6));

    [Fact]
    public void A_detectable_effect_has_the_required_power()
    {
        double effect = PairedPower.DetectableEffect(10, 0.05);
        Assert.Equal(PairedPower.RequiredPower, PairedPower.ComputePower(effect, 10, 0.05), 1e-9);
        Assert.Equal(effect, PairedPower.DetectableEffect(10, 0.05));
    }
}
