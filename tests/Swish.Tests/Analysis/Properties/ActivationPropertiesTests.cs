using Swish.Activations;
using Swish.Analysis.Properties;
using Xunit;

namespace Swish.Tests.Analysis.Properties;

public sealed class ActivationPropertiesTests
{
    private const double Accuracy = 1e-9;

    private static ActivationProperties Measure(string name) => ActivationProperties.Measure(ActivationCatalog.Parse(name));

    [Fact]
    public void Swish_has_the_constants_of_the_literature()
    {
        ActivationProperties swish = Measure("Swish");
        Assert.Equal(-0.2784645428, swish.Minimum, 1e-10);
        Assert.Equal(-1.2784645428, swish.MinimumAt, 1e-10);
        Assert.Equal(double.PositiveInfinity, swish.Maximum);
        Assert.False(swish.Monotone);
        Assert.Equal(2, swish.Inflections.Count);
        Assert.Equal(-2.3993573, swish.Inflections[0], 1e-7);
        Assert.Equal(2.3993573, swish.Inflections[1], 1e-7);
        Assert.Equal(1.0998393, swish.SlopeMaximum, 1e-7);
        Assert.Equal(-0.0998393, swish.SlopeMinimum, 1e-7);
        Assert.Equal(swish.Inflections[1], swish.SlopeMaximumAt, Accuracy);
        Assert.Equal(swish.Inflections[0], swish.SlopeMinimumAt, Accuracy);
        Assert.Equal(0.2066210, swish.Mean, 1e-7);
        Assert.Equal(1.67653247, swish.Gain, 1e-8);
        Assert.Equal(1.7871872, swish.UnitVarianceGain, 1e-7);
    }

    [Fact]
    public void What_grows_beyond_all_doubles_has_its_supremum_at_infinity()
    {
        ActivationProperties exponential = Measure("{exp(x)}");
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (exponential.Maximum, exponential.MaximumAt));
        Assert.Equal(double.PositiveInfinity, exponential.SlopeMaximumAt);
        Assert.Equal((0, double.NegativeInfinity), (exponential.Minimum, exponential.MinimumAt));
    }

    [Theory]
    [InlineData("ReLU", 1.41421)]
    [InlineData("Swish", 1.67653)]
    [InlineData("GELU", 1.53353)]
    [InlineData("Mish", 1.48685)]
    [InlineData("ELU", 1.24520)]
    [InlineData("Tanh", 1.59254)]
    [InlineData("SELU", 1)]
    public void Gains_normalize_the_second_moment(string name, double gain) =>
        Assert.Equal(gain, Measure(name).Gain, 5e-6);

    [Theory]
    [InlineData("LeakyReLU", double.NegativeInfinity, true, 0.01, 1)]
    [InlineData("ReLU6", 0, true, 0, 1, 3.0)]
    [InlineData("ELU(alpha=2)", -2, true, 0, 2, 0.0)]
    [InlineData("SELU", -1.7580993408473766, true, 0, 1.7580993408473766, 0.0)]
    [InlineData("Softplus", 0, true, 0, 1)]
    [InlineData("Sigmoid", 0, true, 0, 0.25, 0.0)]
    [InlineData("Softsign", -1, true, 0, 1, 0.0)]
    [InlineData("HardSwish", -0.375, false, -0.5, 1.5, -3.0, 3.0)]
    [InlineData("GELU", -0.16997120747990369, false, -0.1289041452, 1.1289041452, -1.4142135623731, 1.4142135623731)]
    [InlineData("DoubleSwish", -0.5569290856, false, -0.1996786402, 2.1996786402, -2.3993572805, 2.3993572805)]
    public void The_shape_is_the_functions_own(
        string name, double minimum, bool monotone, double slopeMinimum, double slopeMaximum, params double[] inflections)
    {
        ActivationProperties shape = Measure(name);
        Assert.Equal(minimum, shape.Minimum, Accuracy);
        Assert.Equal(monotone, shape.Monotone);
        Assert.Equal(slopeMinimum, shape.SlopeMinimum, 1e-8);
        Assert.Equal(slopeMaximum, shape.SlopeMaximum, 1e-8);
        Assert.Equal(inflections.Length, shape.Inflections.Count);
        for (int i = 0; i < inflections.Length; i++) Assert.Equal(inflections[i], shape.Inflections[i], Accuracy);
    }

    [Fact]
    public void Moments_of_ReLU_are_exact_across_its_kink()
    {
        ActivationProperties relu = Measure("ReLU");
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI), relu.Mean, Accuracy);
        Assert.Equal(0.5, relu.SecondMoment, Accuracy);
        Assert.Equal(0.5 - 1 / (2 * Math.PI), relu.Variance, Accuracy);
        Assert.Equal((0.0, 0.0), (relu.Minimum, relu.MinimumAt));
        Assert.Equal((0.0, 1.0), (relu.SlopeMinimum, relu.SlopeMaximum));
        Assert.Empty(relu.Inflections);
        Assert.True(relu.Monotone);
    }

    [Fact]
    public void Bounds_that_are_only_approached_lie_at_infinity()
    {
        ActivationProperties tanh = Measure("Tanh");
        Assert.Equal((-1.0, double.NegativeInfinity), (tanh.Minimum, tanh.MinimumAt));
        Assert.Equal((1.0, double.PositiveInfinity), (tanh.Maximum, tanh.MaximumAt));
        Assert.Equal((1.0, 0.0), (tanh.SlopeMaximum, tanh.SlopeMaximumAt));
        Assert.Equal(0, Assert.Single(tanh.Inflections), 1e-12);
        Assert.Equal(0, tanh.Mean);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1.5)]
    [InlineData(100)]
    public void Scales_with_beta(double beta)
    {
        ActivationProperties swish = ActivationProperties.Measure(new MadeActivation("scaled", x =>
        {
            double s = 1 / (1 + Math.Exp(-beta * x)), r = 1 / (1 + Math.Exp(beta * x));
            return new(
                double.IsNegativeInfinity(x) ? 0 : x * s, s * (1 + (double.IsInfinity(x) ? 0 : beta * x * r)),
                double.IsInfinity(x) ? 0 : beta * s * r * (2 + beta * x * (r - s)));
        }));
        Assert.Equal(-0.2784645428 / beta, swish.Minimum, 1e-9 / beta);
        Assert.Equal(-1.2784645428 / beta, swish.MinimumAt, 1e-9 / beta);
        Assert.Equal(2, swish.Inflections.Count);
        Assert.Equal(2.3993573 / beta, swish.Inflections[1], 1e-7 / beta);
    }

    [Fact]
    public void Kinks_may_be_inflections_and_hold_the_slopes_extremes()
    {
        ActivationProperties hard = ActivationProperties.Measure(new MadeActivation("hard swish", x => x switch
        {
            <= -3 => new(0, 0, 0),
            > 3 => new(x, 1, 0),
            _ => new(x * (x + 3) / 6, (2 * x + 3) / 6, x == 3 ? 0 : 1.0 / 3),
        }));
        Assert.Equal((-0.375, -1.5), (hard.Minimum, hard.MinimumAt));
        Assert.Equal([-3.0, 3.0], hard.Inflections);
        Assert.Equal(-0.5, hard.SlopeMinimum, Accuracy);
        Assert.Equal(1.5, hard.SlopeMaximum, Accuracy);
        Assert.Equal((-3.0, 3.0), (hard.SlopeMinimumAt, hard.SlopeMaximumAt));
        Assert.False(hard.Monotone);
    }

    [Fact]
    public void A_kink_at_no_round_number_is_found_too()
    {
        double kink = 1 / 3.0;
        ActivationProperties bent = ActivationProperties.Measure(
            new MadeActivation("bent", x => x > kink ? new(2 * (x - kink), 2, 0) : new(0, 0, 0)));
        // E 2(z−a)⁺ = 2(φ(a) − a(1 − Φ(a)))
        double density = Math.Exp(-kink * kink / 2) / Math.Sqrt(2 * Math.PI);
        double tail = 1 - MathNet.Numerics.Distributions.Normal.CDF(0, 1, kink);
        Assert.Equal(2 * (density - kink * tail), bent.Mean, Accuracy);
        Assert.Equal(kink, bent.SlopeMaximumAt, 1e-12);
    }

    [Fact]
    public void A_jump_of_the_curvature_where_a_sample_lies_counts_once()
    {
        ActivationProperties softsign = ActivationProperties.Measure(new MadeActivation("softsign", x =>
        {
            double n = 1 + Math.Abs(x);
            return new(double.IsInfinity(x) ? Math.Sign(x) : x / n, 1 / (n * n), -2 * Math.Sign(x) / (n * n * n));
        }));
        Assert.Equal([0.0], softsign.Inflections);
        Assert.Equal((1.0, 0.0), (softsign.SlopeMaximum, softsign.SlopeMaximumAt));
        Assert.Equal((1.0, double.PositiveInfinity), (softsign.Maximum, softsign.MaximumAt));
    }

    [Fact]
    public void A_step_is_monotone_and_a_step_back_is_not()
    {
        ActivationProperties Step(double low, double middle, double high) => ActivationProperties.Measure(
            new MadeActivation("step", x => new(x <= -1 ? low : x <= 1 ? middle : high, 0, 0)));

        Assert.True(Step(0, 1, 2).Monotone);
        Assert.False(Step(0, 1, 0).Monotone);
        double within = 1 - 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -1);
        Assert.Equal(within, Step(0, 1, 0).Mean, Accuracy);
    }

    [Fact]
    public void A_constant_has_no_extremes_but_itself()
    {
        ActivationProperties constant = ActivationProperties.Measure(new MadeActivation("constant", _ => new(2, 0, 0)));
        Assert.Equal((2.0, 2.0, 0.0, 0.0), (constant.Minimum, constant.Maximum, constant.MinimumAt, constant.MaximumAt));
        Assert.Equal(0, constant.Variance, Accuracy);
        Assert.True(constant.Monotone);
        Assert.Empty(constant.Inflections);
    }

    [Fact]
    public void Inflections_have_a_text_that_reads_in_every_culture() =>
        Assert.Equal("-2.5; 0; 1E+20", new DelimitedList<double>([-2.5, 0, 1e20]).ToString());
}
