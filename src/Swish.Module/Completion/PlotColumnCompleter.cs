using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>Completes the columns of curves, results and learning curves that can be plotted.</summary>
public sealed class PlotColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices() =>
        ComparisonOptions.KnownMetrics.Concat(ComparisonOptions.KnownConditions).Concat(ChartDesign.KnownColumns)
            .Select(name => new NameChoice(name, $"Plot {name}"));
}
