using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;
using Swish.Activations;
using Xunit;

namespace Swish.Tests.Activations;

/// <summary>The references have the extremes, inflections and moments that are known of the functions.</summary>
public sealed class ActivationParameterTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void Swish_has_its_minimum_and_inflections_where_they_are_known(double beta)
    {
        Activation swish = ActivationCatalog.Parse(FormattableString.Invariant($"Swish(beta={beta})"));
        double minimum = Brent.FindRoot(x => swish.Reference(x).FirstDerivative, -2 / beta, -1 / beta, 1e-13);
        Assert.Equal(-1.2784645428, minimum * beta, 1e-9);
        Assert.Equal(-0.2784645428, swish.Reference(minimum).Value * beta, 1e-10);
        Assert.Equal(0.5, swish.Reference(0).FirstDerivative);

        double inflection = Brent.FindRoot(x => swish.Reference(x).SecondDerivative, 2 / beta, 3 / beta, 1e-13);
        Assert.Equal(2.3993573, inflection * beta, 1e-7);
        Assert.Equal(1.0998393, swish.Reference(inflection).FirstDerivative, 1e-7);
        Assert.Equal(-0.0998393, swish.Reference(-inflection).FirstDerivative, 1e-7);
    }

    [Fact]
    public void The_slope_of_Swish_is_below_one_exactly_below_1_2784645()
    {
        Activation swish = ActivationCatalog.Parse("Swish");
        Assert.True(swish.Reference(1.27846454).FirstDerivative < 1);
        Assert.True(swish.Reference(1.27846455).FirstDerivative > 1);
    }

    [Fact]
    public void Swish_goes_from_half_of_x_to_ReLU_as_beta_grows()
    {
        foreach (double x in new[] { -3.0, -0.5, 0.25, 2 })
        {
            Assert.Equal(x / 2, ActivationCatalog.Parse("Swish(beta=0)").Reference(x).Value);
            Assert.Equal(x, ActivationCatalog.Parse("DoubleSwish(beta=0)").Reference(x).Value);
            Assert.Equal(Math.Max(0, x), ActivationCatalog.Parse("Swish(beta=1000)").Reference(x).Value, 1e-12);
        }
    }

    [Theory]
    [InlineData("ReLU", 1.41421)]
    [InlineData("Swish", 1.67653247)]
    [InlineData("GELU", 1.53353)]
    [InlineData("Mish", 1.48685)]
    [InlineData("ELU", 1.24520)]
    [InlineData("Tanh", 1.59254)]
    [InlineData("SELU", 1)]
    [InlineData("ScaledSwish", 1)]
    public void The_gain_that_normalizes_the_second_moment_is_the_known_one(string text, double gain)
    {
        Activation activation = ActivationCatalog.Parse(text);
        double moment = Expectation(x => Math.Pow(activation.Reference(x).Value, 2));
        Assert.Equal(gain, 1 / Math.Sqrt(moment), gain == 1.67653247 ? 1e-8 : 1e-5);
    }

    [Fact]
    public void Swish_has_the_known_mean_and_variance_of_normal_input()
    {
        Activation swish = ActivationCatalog.Parse("Swish");
        double mean = Expectation(x => swish.Reference(x).Value);
        double moment = Expectation(x => Math.Pow(swish.Reference(x).Value, 2));
        Assert.Equal(0.2066210, mean, 1e-7);
        Assert.Equal(1.7871872, 1 / Math.Sqrt(moment - (mean * mean)), 1e-7);
    }

    public static TheoryData<string> Activations => CatalogTexts.Theory;

    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivatives_of_the_reference_agree_with_its_differences(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        const double step = 1e-5;
        // The points avoid all kinks.
        for (double x = -9.97; x < 10; x += 0.0411)
        {
            ActivationValue at = activation.Reference(x);
            ActivationValue before = activation.Reference(x - step);
            ActivationValue after = activation.Reference(x + step);
            Assert.Equal((after.Value - before.Value) / (2 * step), at.FirstDerivative, 1e-8);
            Assert.Equal((after.FirstDerivative - before.FirstDerivative) / (2 * step), at.SecondDerivative, 1e-8);
        }
    }

    [Theory]
    [InlineData("PReLU", 0.3)]
    [InlineData("TrainedSwish", 1.3)]
    [InlineData("TrainedSwish", -0.6)]
    public void The_derivative_by_a_constant_agrees_with_differences(string text, double constant)
    {
        Activation activation = ActivationCatalog.Parse(text);
        const double step = 1e-5;
        for (double x = -9.97; x < 10; x += 0.0411)
        {
            double difference = activation.Reference(x, [constant + step]).Value
                - activation.Reference(x, [constant - step]).Value;
            Assert.Equal(difference / (2 * step), activation.ReferenceParameterGradient(x, [constant], 0), 1e-8);
        }
    }

    // In halves, since some functions have a kink at 0.
    private static double Expectation(Func<double, double> function)
    {
        double Weighted(double x) => function(x) * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        return SimpsonRule.IntegrateComposite(Weighted, -12, 0, 4000) + SimpsonRule.IntegrateComposite(Weighted, 0, 12, 4000);
    }
}
