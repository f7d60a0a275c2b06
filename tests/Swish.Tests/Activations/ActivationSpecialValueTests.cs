using Swish.Activations;
using Swish.Kernels.Memory;
using Xunit;

namespace Swish.Tests.Activations;

public sealed class ActivationSpecialValueTests
{
    public static TheoryData<string> Activations => CatalogTexts.Theory;

    [Theory]
    [MemberData(nameof(Activations))]
    public void NaN_in_is_NaN_out(string text)
    {
        FloatPass floats = FloatPass.Run(text, [.. Enumerable.Repeat(float.NaN, Panel.Width + 3)]);
        for (int i = 0; i < Panel.Width + 3; i++)
        {
            Assert.True(float.IsNaN(floats.Value[i]));
            Assert.True(float.IsNaN(floats.First[i]));
            Assert.True(float.IsNaN(floats.Second[i]));
        }

        ActivationValue reference = ActivationCatalog.Parse(text).Reference(double.NaN);
        Assert.Equal(new ActivationValue(double.NaN, double.NaN, double.NaN), reference);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Infinity_gives_the_limit(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        FloatPass floats = FloatPass.Run(text, [float.PositiveInfinity, float.NegativeInfinity]);
        for (int i = 0; i < 2; i++)
        {
            double x = i == 0 ? double.PositiveInfinity : double.NegativeInfinity;
            ActivationValue limit = activation.Reference(x);
            // Far out the functions are at their limits in double too, or grow as x does.
            ActivationValue far = activation.Reference(Math.CopySign(1e30, x));
            Assert.Equal(far.Value, double.IsInfinity(limit.Value) ? far.Value : limit.Value, 1e-12);
            Assert.Equal(far.FirstDerivative, limit.FirstDerivative, 1e-12);
            Assert.Equal(0, limit.SecondDerivative);
            Assert.Equal((float)limit.Value, floats.Value[i]);
            Assert.Equal((float)limit.FirstDerivative, floats.First[i]);
            Assert.Equal(0f, floats.Second[i]);
        }
    }

    [Theory]
    [InlineData("Swish")]
    [InlineData("Swish(beta=1.5)")]
    [InlineData("GELU")]
    [InlineData("GELUTanh")]
    [InlineData("Mish")]
    [InlineData("HardSwish")]
    public void Gated_functions_are_minus_zero_at_minus_infinity(string text)
    {
        float value = FloatPass.Run(text, [float.NegativeInfinity]).Value[0];
        Assert.True(value == 0 && float.IsNegative(value));
        double reference = ActivationCatalog.Parse(text).Reference(double.NegativeInfinity).Value;
        Assert.True(reference == 0 && double.IsNegative(reference));
    }

    [Theory]
    [InlineData("ReLU", 0, 0)]
    [InlineData("LeakyReLU(alpha=0.25)", 0.25, 0)]
    [InlineData("PReLU", 0.25, 0)]
    [InlineData("ELU(alpha=2)", 2, 0)]
    [InlineData("Softsign", 1, 0)]
    public void A_kink_at_zero_takes_the_slope_from_the_left_and_no_curvature(string text, float first, float second)
    {
        foreach (float zero in new[] { 0f, -0f })
        {
            FloatPass floats = FloatPass.Run(text, [zero]);
            Assert.Equal(0f, floats.Value[0]);
            Assert.Equal(first, floats.First[0]);
            Assert.Equal(second, floats.Second[0]);
            Assert.Equal(new ActivationValue(0, first, second), ActivationCatalog.Parse(text).Reference(zero));
        }
    }

    [Theory]
    [InlineData(-3f, 0f)]
    [InlineData(3f, 1.5f)]
    public void Hard_swish_takes_the_slope_from_the_left_at_its_kinks(float x, float slope)
    {
        FloatPass floats = FloatPass.Run("HardSwish", [x]);
        Assert.Equal(slope, floats.First[0], 1e-6f);
        Assert.Equal(0f, floats.Second[0]);
    }
}
