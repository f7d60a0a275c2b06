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

    private IEnumerable<CompletionResult> Complete(string line) =>
        session.Objects("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null).CompletionMatches", line)
            .Select(o => (CompletionResult)o.BaseObject);
}
