using System.Management.Automation;

namespace Swish.Module.Completion;

/// <summary>Completes a number, for which PowerShell would otherwise offer file names.</summary>
/// <param name="usual">Usual values, in ascending order.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberCompletionAttribute(params double[] usual)
    : ArgumentCompleterAttribute(typeof(NumberCompleter))
{
    /// <summary>Gets the usual values.</summary>
    public IReadOnlyList<double> Usual { get; } = usual;
}
