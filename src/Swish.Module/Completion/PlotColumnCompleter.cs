using System.Management.Automation.Language;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>
/// Completes columns that can be plotted: those of the objects if they are known, otherwise those of curves, results,
/// learning curves and diagnostics.
/// </summary>
public sealed class PlotColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        IReadOnlyList<(string Name, bool IsNumber)> columns = PipelineRows.Columns(command);
        IEnumerable<string> names = Follows(command, "Get-TrainingDiagnostic") ? ChartDesign.DiagnosticColumns
            : columns.Count > 0 ? columns.Select(c => c.Name)
            : ComparisonOptions.KnownMetrics.Concat(ComparisonOptions.KnownConditions).Concat(ChartDesign.KnownColumns);
        return names.Select(name => new NameChoice(name, $"Plot {name}"));
    }

    private static bool Follows(CommandAst command, string upstream) =>
        command.Parent is PipelineAst pipeline && pipeline.PipelineElements.TakeWhile(e => e != command)
            .OfType<CommandAst>().Any(c => upstream.Equals(c.GetCommandName(), StringComparison.OrdinalIgnoreCase));
}
