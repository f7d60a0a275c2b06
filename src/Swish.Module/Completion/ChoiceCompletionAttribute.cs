using System.Management.Automation;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the name of a member of an enumeration, with a tooltip for each. The parameter is text: PowerShell completes
/// parameters of an enumeration type itself, without tooltips.
/// </summary>
/// <param name="choices">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceCompletionAttribute(Type choices) : ArgumentCompleterAttribute(typeof(ChoiceCompleter))
{
    /// <summary>Gets the enumeration.</summary>
    public Type Choices { get; } = choices;
}
