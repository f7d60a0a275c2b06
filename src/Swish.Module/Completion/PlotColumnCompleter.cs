using System.Management.Automation.Language;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>
/// Completes columns that can be plotted: those of the objects where they are known, else those of curves, results and
/// learning curves.
/// </summary>
public sealed class PlotColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        IReadOnlyList<(string Name, bool IsNumber)> columns = PipelineRows.Columns(command);
        IEnumerable<string> names = columns.Count > 0
            ? columns.Select(c => c.Name)
            : ComparisonOptions.KnownMetrics.Concat(ComparisonOptions.KnownConditions).Concat(ChartDesign.KnownColumns);
        return names.Select(name => new NameChoice(name, $"Plot {name}"));
    }
}
