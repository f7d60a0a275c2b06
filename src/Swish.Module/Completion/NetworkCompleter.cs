using System.Management.Automation.Language;
using Swish.Networks.Architectures;

namespace Swish.Module.Completion;

/// <summary>Completes the names of networks, with their descriptions as the tooltips.</summary>
public sealed class NetworkCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        word.Contains('(', StringComparison.Ordinal)
            ? NetworkCatalog.All.Where(network => network.HasWidth).Select(network =>
                new NameChoice($"{network.Name}(width=0.5)", "Half the channels; any factor is possible"))
            : NetworkCatalog.All.Select(network => new NameChoice(network.Name, network.Description));
}
