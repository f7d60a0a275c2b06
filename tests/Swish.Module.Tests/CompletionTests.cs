using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class CompletionTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("Get-ActivationCurve swi", "Swish", "x·σ(βx)")]
    [InlineData("Get-ActivationCurve -Activation ReLU, swi", "Swish", "x·σ(βx)")]
    [InlineData("Get-Activation 'swi", "Swish", "x·σ(βx)")]
    public void Completes_activations_with_the_formula(string line, string text, string tooltip)
    {
        CompletionResult first = Complete(line).First();
        Assert.Equal(text, first.CompletionText.Trim('\''));
        Assert.Equal(tooltip, first.ToolTip);
    }

    [Theory]
    [InlineData("Get-Activation 'swish(", "'swish(beta=1)'")]
    [InlineData("Measure-Activation -Activation 'Swish(be", "'Swish(beta=1)'")]
    [InlineData("Measure-Activation 'Swish(beta=", "'Swish(beta=1)'")]
    [InlineData("Measure-Activation 'Swish(beta=2.5", "'Swish(beta=2.5)'")]
    [InlineData("Measure-Activation 'SELU(alpha=1.5,", "'SELU(alpha=1.5, lambda=1.050700987355480")]
    [InlineData("Measure-Activation 'SELU(alpha=1.5, la", "'SELU(alpha=1.5, lambda=1.050700987355480")]
    [InlineData("Measure-Activation 'PReLU(alpha=0.1, per=u", "'PReLU(alpha=0.1, per=unit)'")]
    public void Completes_constants_with_their_defaults(string line, string text) =>
        Assert.StartsWith(text, Complete(line).First().CompletionText, StringComparison.Ordinal);

    [Theory]
    [InlineData("Measure-Activation 'Nothing(")]
    [InlineData("Measure-Activation 'ReLU(")]
    [InlineData("Measure-Activation 'Swish(gamma")]
    [InlineData("Measure-Activation 'Swish(beta=1)")]
    public void Completes_no_constant_that_there_is_not(string line) =>
        Assert.DoesNotContain(Complete(line), c => c.ToolTip.Contains("where it is not given", StringComparison.Ordinal));

    [Theory]
    [InlineData("$rows | Compare-Activation -Baseline ", "Tanh, GELU")]
    [InlineData("$rows | Compare-Activation -Metric Err", "ErrorRate")]
    [InlineData("$rows | Compare-Activation -GroupBy Opt", "Optimizer, Optics")]
    [InlineData("$rows | Export-SwishPlot x.svg -X ", "Activation, Seed, ErrorRate, Optics")]
    public void Completes_from_the_results_of_a_variable(string line, string expected)
    {
        _ = session.Objects("""
            $global:rows = [pscustomobject]@{ Activation = 'Tanh'; Seed = 1; ErrorRate = 0.1; Optics = 'none' },
                [pscustomobject]@{ Activation = 'GELU'; Seed = 1; ErrorRate = '0.2'; Optics = 'none' }
            """);
        Assert.Equal(expected, string.Join(", ", Complete(line).Select(c => c.CompletionText)));
    }

    [Fact]
    public void Completes_all_activations_where_the_results_are_not_known() =>
        Assert.Contains(Complete("$nothing | Compare-Activation -Baseline "), c => c.CompletionText == "Mish");

    [Theory]
    [InlineData("Invoke-SwishTraining -Optimizer Ada", "Adam, AdamW")]
    [InlineData("Invoke-SwishTraining -Schedule C", "Constant, Cosine")]
    [InlineData("Invoke-SwishTraining -Initializer Glorot", "GlorotNormal, GlorotUniform")]
    [InlineData("Invoke-SwishTraining -L2Layer ", "All, First")]
    [InlineData("New-Activation -Per ", "Layer, Unit")]
    [InlineData("Search-Activation -Unary Sinc", "Sinc")]
    [InlineData("Get-SwishRecipe Synced2017S", "Synced2017Shallow")]
    [InlineData("Invoke-SwishTraining Synced2017S", "Synced2017Shallow")]
    public void Completes_closed_choices(string line, string expected) =>
        Assert.Equal(expected, string.Join(", ", Complete(line).Select(c => c.CompletionText)));

    private IEnumerable<CompletionResult> Complete(string line) =>
        session.Objects("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null).CompletionMatches", line)
            .Select(o => (CompletionResult)o.BaseObject);
}
