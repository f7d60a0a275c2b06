using Swish.Activations;
using Swish.Analysis.Properties;
using Xunit;

namespace Swish.Tests.Analysis.Properties;

/// <summary>Functions with poles, with an end of their domain, with oscillations, and too steep for doubles.</summary>
[Trait("Speed", "Slow")]
public sealed class SingularActivationTests
{
    private const double Infinite = double.PositiveInfinity;

    private static ActivationProperties Measure(string formula) =>
        ActivationProperties.Measure(ActivationCatalog.Parse("{" + formula + "}"));

    [Theory]
    [InlineData("tan(x)")]
    [InlineData("1/sin(x)")]
    [InlineData("max(tan(x), 0)")]
    [InlineData("tanh(1000000000*sin(37*x))")]
    [InlineData("sin(1/x)")]
    [InlineData("tan(1000*x)*tan(x)")]
    public void The_search_for_jumps_ends_on_a_small_stack(string formula)
    {
        ActivationProperties? measured = null;
        Thread thread = new(() => measured = Measure(formula), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.NotNull(measured);
        Assert.False(measured.Monotone);
        Assert.True(measured.Inflections.Count <= ActivationProperties.MaxInflections);
    }

    [Theory]
    [InlineData("1/(x-3)", -Infinite, 3, Infinite, 3)]
    [InlineData("1/x", -Infinite, 0, Infinite, 0)]
    [InlineData("1/(x-3)^2", 0, -Infinite, Infinite, 3)]
    [InlineData("log(x)", -Infinite, 0, Infinite, Infinite)]
    [InlineData("log(x-3.001)", -Infinite, 3.001, Infinite, Infinite)]
    [InlineData("log(abs(x))", -Infinite, 0, Infinite, -Infinite)]
    [InlineData("sqrt(x)", 0, 0, Infinite, Infinite)]
    [InlineData("sqrt(x-3)", 0, 3, Infinite, Infinite)]
    [InlineData("tan(x)", -Infinite, -Math.PI / 2, Infinite, -Math.PI / 2)]
    [InlineData("sin(x)", -1, -Math.PI / 2, 1, Math.PI / 2)]
    [InlineData("x*sin(x)", -Infinite, -Infinite, Infinite, -Infinite)]
    [InlineData("tanh(1000000*x)", -1, -Infinite, 1, Infinite)]
    public void Extremes_at_poles_and_beyond_the_samples_are_infinite(
        string formula, double minimum, double minimumAt, double maximum, double maximumAt)
    {
        ActivationProperties measured = Measure(formula);
        Assert.Equal(minimum, measured.Minimum, 1e-9);
        Assert.Equal(minimumAt, measured.MinimumAt, 1e-6);
        Assert.Equal(maximum, measured.Maximum, 1e-9);
        Assert.Equal(maximumAt, measured.MaximumAt, 1e-6);
    }

    [Fact]
    public void What_is_too_steep_for_doubles_is_bounded_still()
    {
        ActivationProperties steep = Measure("tanh(1000000000*sin(37*x))");
        Assert.Equal((-1.0, 1.0), (steep.Minimum, steep.Maximum));
    }

    [Theory]
    [InlineData("log(x)", true)]
    [InlineData("sqrt(x)", true)]
    [InlineData("1/(x-3)", false)]
    [InlineData("tan(x)", false)]
    public void A_pole_makes_a_jump_and_the_end_of_the_domain_does_not(string formula, bool monotone) =>
        Assert.Equal(monotone, Measure(formula).Monotone);

    [Theory]
    [InlineData("sin(x)", 8)]
    [InlineData("tan(x)", 8)]
    [InlineData("x*sin(x)", 8)]
    public void Of_endless_inflections_the_nearest_are_listed(string formula, int listed)
    {
        ActivationProperties measured = Measure(formula);
        Assert.Equal(Infinite, measured.InflectionCount);
        Assert.Equal(listed, measured.Inflections.Count);
        Assert.True(measured.Inflections.All(x => Math.Abs(x) < 14));
    }

    [Theory]
    [InlineData("sin(x)", 0.0)]
    [InlineData("tan(x)", 0.0)]
    [InlineData("1/(x-3)")]
    [InlineData("1/x")]
    [InlineData("log(x)")]
    public void A_pole_is_no_inflection(string formula, params double[] nearZero) =>
        Assert.Equal(nearZero, Measure(formula).Inflections.Where(x => Math.Abs(x) < 3.1));

    [Fact]
    public void Inflections_are_counted()
    {
        Assert.Equal(2, ActivationProperties.Measure(ActivationCatalog.Parse("Swish")).InflectionCount);
        Assert.Equal(1, Measure("tanh(x)").InflectionCount);
        Assert.Equal(0, Measure("log(x)").InflectionCount);
    }

    [Fact]
    public void Moments_that_diverge_are_infinite_and_those_that_do_not_exist_are_NaN()
    {
        ActivationProperties pole = Measure("1/(x-3)");
        Assert.True(double.IsNaN(pole.Mean));
        Assert.Equal(Infinite, pole.SecondMoment);
        Assert.True(double.IsNaN(pole.Gain));
        ActivationProperties square = Measure("exp(x*x)");
        Assert.Equal((Infinite, Infinite), (square.Mean, square.SecondMoment));
        Assert.True(double.IsNaN(Measure("log(x)").Mean));
        // E |z|^-½ = 2^-¼ Γ(¼)/√π, and E 1/|z| diverges.
        ActivationProperties root = Measure("1/sqrt(abs(x))");
        Assert.Equal(1.7200798, root.Mean, 1e-4);
        Assert.Equal(Infinite, root.SecondMoment);
        // E log|z| = −(γ + log 2)/2, Var log|z| = π²/8
        ActivationProperties logarithm = Measure("log(abs(x))");
        Assert.Equal(-0.6351814227, logarithm.Mean, 1e-6);
        Assert.Equal(Math.PI * Math.PI / 8, logarithm.Variance, 1e-6);
    }
}
