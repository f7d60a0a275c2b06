using Swish.Analysis.Charts;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

public sealed class AxisTicksTests
{
    private static string Texts(ChartAxis axis, double[] values, int count = 6)
    {
        AxisTicks ticks = AxisTicks.Of(axis, values, 0, count);
        return string.Join(' ', ticks.Values.Select(ticks.Text));
    }

    [Theory]
    [InlineData(0.95, 0.98, "0.950 0.955 0.960 0.965 0.970 0.975 0.980")]
    [InlineData(-5, 5, "−4 −2 0 2 4")]
    [InlineData(0, 1000, "0 200 400 600 800 1000")]
    [InlineData(3, 3, "2.985 2.990 2.995 3.000 3.005 3.010 3.015")]
    public void Linear_ticks_are_round_and_equally_long(double low, double high, string expected) =>
        Assert.Equal(expected, Texts(new("y"), [low, high, double.NaN]));

    [Theory]
    [InlineData(0.001, 10, "0.001 0.01 0.1 1 10")]
    [InlineData(0.02, 2, "0.03 0.1 0.3 1")]
    [InlineData(1, 8, "1 2 5")]
    public void Logarithmic_ticks_are_powers_with_steps_between_where_those_are_few(
        double low, double high, string expected) =>
        Assert.Equal(expected, Texts(new("y") { Logarithmic = true }, [low, high]));

    [Theory]
    [InlineData(double.NaN, 0.001)]
    [InlineData(100000, double.NaN)]
    [InlineData(double.NaN, 1e-320)]
    [InlineData(1.7e308, double.NaN)]
    public void A_limit_of_a_logarithmic_axis_may_be_beyond_all_values(double minimum, double maximum)
    {
        AxisTicks ticks = AxisTicks.Of(
            new("y") { Logarithmic = true, Minimum = minimum, Maximum = maximum }, [1, 20], 0.05, 6);
        Assert.True(ticks.Minimum < ticks.Maximum);
        Assert.Equal(minimum, double.IsNaN(minimum) ? minimum : ticks.Minimum);
        Assert.Equal(maximum, double.IsNaN(maximum) ? maximum : ticks.Maximum);
    }

    [Theory]
    [InlineData(1e10, 1e10 + 1)]
    [InlineData(-1, -1 + 1e-10)]
    public void Ticks_of_values_far_from_zero_and_close_together_lie_among_them(double low, double high)
    {
        AxisTicks ticks = AxisTicks.Of(new("y"), [low, high], 0, 5);
        Assert.InRange(ticks.Values.Count, 3, 8);
        Assert.All(ticks.Values, tick => Assert.InRange(ticks.Share(tick), -0.01, 1.01));
    }

    [Fact]
    public void Values_that_were_chosen_are_the_ticks() =>
        Assert.Equal("32 2048", Texts(new("x") { Logarithmic = true, Ticks = [32, 2048] }, [32, 2048]));

    [Fact]
    public void Shares_follow_the_scale()
    {
        Assert.Equal(0.5, AxisTicks.Of(new("x"), [0, 10], 0, 5).Share(5), 1e-12);
        Assert.Equal(0.5, AxisTicks.Of(new("x") { Logarithmic = true }, [1, 100], 0, 5).Share(10), 1e-12);
        Assert.Equal(0.25, AxisTicks.Of(new("x") { Categories = ["a", "b"] }, [], 0, 5).Share(0), 1e-12);
    }

    [Fact]
    public void Zero_is_shown_where_it_must_be()
    {
        Assert.Equal(0, AxisTicks.Of(new("y") { ShowZero = true }, [4, 10], 0, 5).Minimum);
        Assert.Equal(4, AxisTicks.Of(new("y"), [4, 10], 0, 5).Minimum);
    }
}
