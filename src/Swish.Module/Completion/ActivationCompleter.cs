using Swish.Activations;
using Swish.Expressions;

namespace Swish.Module.Completion;

/// <summary>Completes activation names, with the formula as the tooltip.</summary>
public sealed class ActivationCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices() =>
        ActivationCatalog.All.Select(a => new NameChoice(a.Name, a.Formula))
            .Concat(CustomActivations.All.Select(a => new NameChoice(a.Name, a.Formula)));
}
