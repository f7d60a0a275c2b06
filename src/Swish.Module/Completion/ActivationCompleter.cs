using System.Management.Automation.Language;
using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Module.Parameters;

namespace Swish.Module.Completion;

/// <summary>Completes activation names, with the formula as the tooltip, and parameters in their parentheses.</summary>
public sealed class ActivationCompleter : NameCompleter
{
    // A gate has no curve and no properties.
    private static readonly string[] WithoutGates = ["Get-ActivationCurve", "Measure-Activation"];

    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        int open = word.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return WithoutGates.Contains(command.GetCommandName(), StringComparer.OrdinalIgnoreCase)
                ? Known.Except(Gates)
                : Known;
        return GateCatalog.TakesActivation(word[..open])
            ? GatesOf(word[..(open + 1)])
            : ActivationParameterChoices.Of(word);
    }

    /// <summary>Gets all activations with a name: those of the catalog, gates, and those of this session.</summary>
    internal static IEnumerable<NameChoice> Known =>
        ActivationCatalog.All.Select(Choice).Concat(Gates)
            .Concat(SessionActivations.All.Select(a => new NameChoice(a.Name, a.Formula)));

    private static IEnumerable<NameChoice> Gates => GateCatalog.All.Select(Choice);

    private static NameChoice Choice(ActivationInfo info) => new(info.Name, info.Formula);

    // GLU( is followed by an activation.
    private static IEnumerable<NameChoice> GatesOf(string start) =>
        ActivationCatalog.All.Select(info => new NameChoice($"{start}{info.Name})", $"x·g(y), g = {info.Formula}"));
}
