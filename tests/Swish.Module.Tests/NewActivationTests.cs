using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class NewActivationTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("$x", "{x}")]
    [InlineData("1.5 * $x * (Sigmoid $x)", "{1.5*x*sigmoid(x)}")]
    [InlineData("$X*(sigmoid $x)", "{x*sigmoid(x)}")]
    [InlineData("Sigmoid $x", "{sigmoid(x)}")]
    [InlineData("(Sigmoid $x) * 2", "{sigmoid(x)*2}")]
    [InlineData("Exp (-$x)", "{exp(-x)}")]
    [InlineData("Max $x 0", "{max(x, 0)}")]
    [InlineData("Max $x -1", "{max(x, -1)}")]
    [InlineData("Pow $x 2", "{x^2}")]
    [InlineData("[math]::Pow($x, 2)", "{x^2}")]
    [InlineData("[Math]::Exp(-$x) + [System.Math]::Max($x, 0)", "{exp(-x)+max(x, 0)}")]
    [InlineData("[Math]::PI * $x", "{3.141592653589793*x}")]
    [InlineData("$x / (1 + (Abs $x))", "{x/(1+abs(x))}")]
    [InlineData("-$x - -2", "{-x-(-2)}")]
    [InlineData("+$x", "{x}")]
    [InlineData("0x10 * $x + 1kb + 3l + 2d", "{16*x+1024+3+2}")]
    [InlineData("$x *\n  (Tanh (Softplus $x)) # Mish", "{x*tanh(softplus(x))}")]
    [InlineData("(($x))", "{x}")]
    [InlineData("Sinc $x", "{sinc(x)}")]
    public void Reads_the_formula(string script, string text) =>
        Assert.Equal(text, session.Objects($"New-Activation -Expression {{ {script}\n }}").Single().ToString());

    [Fact]
    public void Trains_parameters_a_layer_or_a_unit()
    {
        const string Expression = "{ $beta * $x * (Sigmoid ($x + $Shift)) } -Parameter @{ beta = 1.5; shift = 0 }";
        Assert.Equal(
            "ESwishLike{beta*x*sigmoid(x+shift); beta=1.5 per layer; shift=0 per layer}",
            session.Objects($"New-Activation ESwishLike {Expression}").Single().ToString());
        Assert.Equal(
            "{beta*x*sigmoid(x+shift); beta=1.5 per unit; shift=0 per unit}",
            session.Objects($"New-Activation -Expression {Expression} -Per Unit").Single().ToString());
    }

    [Theory]
    [InlineData("New-Activation -Expression { $x } -Parameter @{ b = 1 }", "UnknownParameter")]
    [InlineData("New-Activation -Expression { $b * $x } -Parameter @{ b = 'one' }", "InvalidParameter")]
    [InlineData("New-Activation -Expression { $b * $x } -Parameter @{ b = [double]::NaN }", "InvalidParameter")]
    [InlineData("New-Activation -Expression { $b * $x } -Parameter @{ b = 1; x = 2 }", "InvalidParameter")]
    [InlineData("New-Activation -Expression { $b * $x } -Parameter @{ b = 1; exp = 2 }", "InvalidParameter")]
    [InlineData("New-Activation '9' { $x }", "InvalidActivationName")]
    [InlineData("New-Activation relu { Max $x 0 }", "ActivationExists")]
    [InlineData("New-Activation SiLU { $x * (Sigmoid $x) }", "ActivationExists")]
    public void Rejects_in_a_sentence(string script, string id) =>
        Assert.Equal(id + ",Swish.Module.Commands.NewActivationCommand", session.Error(script).FullyQualifiedErrorId);

    [Fact]
    public void A_named_activation_works_where_a_name_does()
    {
        session.Objects("New-Activation TestCubic { $x * $x * $x / 3 }");
        Assert.Equal([9.0], session.Values<double>("Get-ActivationCurve testcubic -Minimum 3 -Count 1", "Value"));
        Assert.Equal(["TestCubic"], session.Values<string>("Get-Activation TestCub*", "Name"));
        Assert.Equal(["x*x*x/3"], session.Values<string>("Get-Activation TestCubic", "Formula"));
        Assert.Equal([9.0], session.Values<double>("Get-Activation TestCubic | Get-ActivationCurve -Minimum 3 -Count 1", "Value"));
        Assert.Contains("TestCubic", session.Objects(
            "[System.Management.Automation.CommandCompletion]::CompleteInput('Get-ActivationCurve TestC', 25, $null).CompletionMatches.CompletionText")
            .Select(o => o.ToString()));

        Assert.Contains(session.Lines("Get-Activation TestCubic | Show-SwishPlot"),
            line => line.Contains("TestCubic", StringComparison.Ordinal));

        session.Objects("New-Activation TestCubic { $x * 4 }");
        Assert.Equal([12.0], session.Values<double>("Get-ActivationCurve TestCubic -Minimum 3 -Count 1", "Value"));
    }

    [Fact]
    public void A_script_block_and_the_canonical_text_work_where_a_name_does()
    {
        const string Script = "Get-ActivationCurve { $x * (Sigmoid (1.5 * $x)) }, '{x*sigmoid(1.5*x)}', 'Swish' -Minimum 0.7 -Count 1";
        IReadOnlyList<double> values = session.Values<double>(Script, "FirstDerivative");
        Assert.Equal(3, values.Count);
        double sigma = 1 / (1 + Math.Exp(-1.05));
        Assert.Equal([sigma + (1.05 * sigma * (1 - sigma)), values[0]], [values[0], values[1]], (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal("{x*sigmoid(1.5*x)}", session.Values<string>(Script, "Activation")[0]);

        ErrorRecord error = session.Error("Get-ActivationCurve { $x * (Sigmoid -$x) }");
        Assert.Contains("write (Sigmoid (-$x))", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("^^^", error.ToString(), StringComparison.Ordinal);
    }
}
