using System.Management.Automation.Language;
using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Module.Parameters;

namespace Swish.Module.Completion;

/// <summary>Completes activation names, with the formula as the tooltip, and parameters in their parentheses.</summary>
public sealed class ActivationCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        word.Contains('(', StringComparison.Ordinal) ? ActivationParameterChoices.Of(word) : Known;

    /// <summary>Gets all activations with a name: those of the catalog and of this session.</summary>
    internal static IEnumerable<NameChoice> Known =>
        ActivationCatalog.All.Concat(GateCatalog.All).Select(a => new NameChoice(a.Name, a.Formula))
            .Concat(SessionActivations.All.Select(a => new NameChoice(a.Name, a.Formula)));
}
