using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>
/// Completes a parameter from known names, in quotes if PowerShell would not read the name as one word.
/// </summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <summary>
    /// Returns the names to choose from, in order; names that do not begin with the word are filtered out.
    /// </summary>
    /// <param name="word">The text typed so far, without quotes.</param>
    /// <param name="command">The command that is typed.</param>
    protected abstract IEnumerable<NameChoice> Choices(string word, CommandAst command);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        // only * and ? are wildcards here, since an unclosed bracket would not be a valid pattern
        string start = WildcardPattern.Escape(word).Replace("`*", "*").Replace("`?", "?");
        WildcardPattern pattern = new(start + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return
            from choice in Choices(word, commandAst)
            where pattern.IsMatch(choice.Name)
            select new CompletionResult(
                Quote(choice.Name), choice.Name, CompletionResultType.ParameterValue, choice.Tooltip);
    }

    private static string Quote(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
