using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the members of an enumeration in the order of their declaration, with their descriptions as the tooltips.
/// </summary>
public sealed class ChoiceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return CmdletTypes.Find(commandName)?.GetProperty(parameterName)
                ?.GetCustomAttribute<ChoiceCompletionAttribute>()?.Choices is { } type
            ? Enum.GetNames(type).Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(name =>
                new CompletionResult(
                    name, name, CompletionResultType.ParameterValue, ChoiceDescriptions.Get(type, name)))
            : [];
    }
}
