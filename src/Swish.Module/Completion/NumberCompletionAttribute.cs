using System.Management.Automation;

namespace Swish.Module.Completion;

/// <summary>Completes a number, where PowerShell would offer the names of files.</summary>
/// <param name="usual">Numbers that are often given, in ascending order.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberCompletionAttribute(params double[] usual)
    : ArgumentCompleterAttribute(typeof(NumberCompleter))
{
    /// <summary>Gets numbers that are often given.</summary>
    public IReadOnlyList<double> Usual { get; } = usual;
}
