using System.Management.Automation.Language;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>Completes the columns that define conditions: the known ones, then other columns of the results.</summary>
public sealed class ConditionColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        ComparisonOptions.KnownConditions
            .Concat(PipelineRows.Columns(command).Select(c => c.Name).Where(IsCondition))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new NameChoice(name, $"One condition for each value of {name}"));

    private static bool IsCondition(string column) =>
        column is not ("Activation" or "Seed" or "SplitSeed") && !ComparisonOptions.KnownMetrics.Contains(column);
}
