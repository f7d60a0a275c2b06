using System.Management.Automation.Language;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>Completes the columns that define conditions: the known ones, then other columns of the results.</summary>
public class ConditionColumnCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        Columns(command).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new NameChoice(name, Describe(name)));

    /// <summary>Returns the columns, the likely ones first; a column may occur twice.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The columns.</returns>
    protected virtual IEnumerable<string> Columns(CommandAst command) =>
        ComparisonOptions.KnownConditions
            .Concat(PipelineRows.Columns(command).Select(c => c.Name).Where(IsCondition));

    /// <summary>Returns the tooltip of a column.</summary>
    /// <param name="name">The column.</param>
    /// <returns>The tooltip.</returns>
    protected virtual string Describe(string name) => $"One condition for each value of {name}";

    private static bool IsCondition(string column) =>
        column is not ("Activation" or "Seed" or "SplitSeed") && !ComparisonOptions.KnownMetrics.Contains(column);
}
