using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class GetActivationCurveTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string ErrorSuffix = ",Swish.Module.Commands.GetActivationCurveCommand";

    [Fact]
    public void Has_its_minimum_where_the_design_says()
    {
        PSObject lowest = session.Objects("Get-ActivationCurve Swish -Minimum -5 -Maximum 5 -Count 100001")
            .MinBy(p => (double)p.Properties["Value"].Value)!;
        Assert.Equal(-1.2784645428, (double)lowest.Properties["X"].Value, 0.5e-4);
        Assert.Equal(-0.2784645428, (double)lowest.Properties["Value"].Value, 1e-8);
    }

    [Fact]
    public void Gives_both_derivatives_in_double()
    {
        PSObject point = Assert.Single(session.Objects("Get-ActivationCurve Swish -Minimum 1 -Maximum 1 -Count 1"));
        double s = 1 / (1 + Math.Exp(-1));
        Assert.Equal("Swish", point.Properties["Activation"].Value);
        Assert.Equal(s, (double)point.Properties["Value"].Value, 1e-15);
        Assert.Equal(s + s * (1 - s), (double)point.Properties["FirstDerivative"].Value, 1e-15);
        Assert.Equal(s * (1 - s) * (2 + 1 - 2 * s), (double)point.Properties["SecondDerivative"].Value, 1e-15);
    }

    [Theory]
    [InlineData("'ReLU', 'Swish' | Get-ActivationCurve -Count 1")]
    [InlineData("Get-ActivationCurve ReLU, Swish -Count 1")]
    [InlineData("Get-Activation ReLU, SiLU | Get-ActivationCurve -Count 1")]
    [InlineData("[pscustomobject]@{ Activation = 'ReLU' }, @{ Activation = 'Swish' } | ForEach-Object { [pscustomobject]$_ } | Get-ActivationCurve -Count 1")]
    public void Takes_activations_in_every_natural_way(string script) =>
        Assert.Equal(["ReLU", "Swish"], session.Values<string>(script, "Activation"));

    [Fact]
    public void Takes_activations_that_crossed_a_process()
    {
        const string Cross = "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize((Get-Activation ReLU, Swish), 2))";
        Assert.Equal(["ReLU", "Swish"], session.Values<string>($"{Cross} | Get-ActivationCurve -Count 1", "Activation"));
    }

    [Fact]
    public void Spaces_points_evenly_with_the_center_exact()
    {
        IReadOnlyList<double> x = session.Values<double>("Get-ActivationCurve ReLU -Minimum -0.3 -Maximum 0.3 -Count 7", "X");
        Assert.Equal(0, x[3]);
        Assert.Equal(x.Reverse().Select(v => -v), x);
        Assert.Equal(-0.3, x[0]);
    }

    [Theory]
    [InlineData("Get-ActivationCurve Swish -Minimum 3 -Maximum 2", "InvalidCurveRange", "3 to 2")]
    [InlineData("Get-ActivationCurve Swish -Count 0", "ParameterArgumentValidationError", "whole number from 1")]
    [InlineData("Get-ActivationCurve Swish -Minimum NaN", "ParameterArgumentValidationError", "finite number, not NaN")]
    [InlineData("Get-ActivationCurve Swihs", "UnknownActivation", "Swish")]
    [InlineData("Get-ActivationCurve 3", "InvalidActivation", "Get-Activation")]
    [InlineData("Get-ActivationCurve $null", "InvalidActivation", "Get-Activation")]
    [InlineData("$o = [pscustomobject]@{ Activation = 0 }; $o.Activation = $o; Get-ActivationCurve $o",
        "InvalidActivation", "is not an activation")]
    public void Rejects_in_a_sentence(string script, string id, string sentence)
    {
        ErrorRecord error = session.Error(script);
        Assert.Equal(id + ErrorSuffix, error.FullyQualifiedErrorId);
        Assert.Contains(sentence, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_on_after_a_name_that_does_not_exist()
    {
        ScriptOutcome outcome = session.Run("'Swish', 'nope', 'ReLU' | Get-ActivationCurve -Count 1");
        Assert.Equal(2, outcome.Objects.Count);
        Assert.Single(outcome.Errors);
    }

    [Fact]
    public void Shows_as_a_table_within_a_hundred_columns()
    {
        IReadOnlyList<string> lines = session.Lines("Get-ActivationCurve Swish -Count 3");
        Assert.Contains("   Activation: Swish", lines);
        Assert.Contains("     5.0000       4.966536        1.026547        -0.019499", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }
}
