using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>Completes the columns of a result that make conditions.</summary>
public sealed class ConditionColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices() =>
        ComparisonOptions.KnownConditions.Select(
            name => new NameChoice(name, $"One condition for each value of {name}"));
}
