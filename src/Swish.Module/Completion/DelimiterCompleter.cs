using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>Completes the characters between values.</summary>
public sealed class DelimiterCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        [new(",", "A comma"), new(";", "A semicolon"), new("|", "A vertical bar")];
}
