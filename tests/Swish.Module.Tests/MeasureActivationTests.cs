using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class MeasureActivationTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("Minimum", "-0.278465")]
    [InlineData("MinimumAt", "-1.278465")]
    [InlineData("SlopeMaximum", "1.099839")]
    [InlineData("SlopeMinimum", "-0.099839")]
    [InlineData("SlopeMaximumAt", "2.399357")]
    [InlineData("Mean", "0.206621")]
    [InlineData("Gain", "1.676532")]
    [InlineData("UnitVarianceGain", "1.787187")]
    public void Prints_the_constants_of_Swish_to_six_digits(string property, string digits)
    {
        string line = Assert.Single(
            session.Lines("Measure-Activation Swish"), l => l.StartsWith(property + " ", StringComparison.Ordinal));
        Assert.Equal(double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture),
            double.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture), 5.1e-7);
    }

    [Fact]
    public void Prints_both_inflections() =>
        Assert.Contains(
            session.Lines("Measure-Activation Swish"), l => l.EndsWith(": -2.39935728; 2.39935728", StringComparison.Ordinal));

    [Theory]
    [InlineData("Measure-Activation ReLU, Swish")]
    [InlineData("'ReLU', 'Swish' | Measure-Activation")]
    [InlineData("Get-Activation ReLU, Swish | Measure-Activation")]
    [InlineData("Get-ActivationCurve ReLU, Swish -Count 1 | Measure-Activation")]
    public void Takes_names_objects_and_whatever_has_an_activation(string script) =>
        Assert.Equal(["ReLU", "Swish"], session.Values<string>(script, "Activation"));

    [Fact]
    public void Is_flat_so_that_it_makes_a_row_of_a_table()
    {
        PSObject swish = Assert.Single(session.Objects("Measure-Activation Swish"));
        Assert.Equal("-2.39", swish.Properties["Inflections"].Value.ToString()![..5]);
        Assert.All(swish.Properties, p => Assert.DoesNotContain("System.", p.Value?.ToString() ?? "", StringComparison.Ordinal));
    }
}
