using System.Management.Automation;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Pipeline;

/// <summary>
/// Lays a row of a comparison out flat. Its first columns are those of the condition, which differ from call to call,
/// so it is an object of note properties that bears the row's type name for the views.
/// </summary>
internal static class ComparisonRows
{
    /// <summary>The row as an object: the condition's columns, then its own.</summary>
    public static PSObject Flatten(ActivationComparisonRow row)
    {
        PSObject flat = new();
        flat.TypeNames.Insert(0, typeof(ActivationComparisonRow).FullName!);
        foreach ((string column, object? value) in row.Condition) Add(column, value);
        Add(nameof(row.Activation), row.Activation);
        Add(nameof(row.Baseline), row.Baseline);
        Add(nameof(row.Runs), row.Runs);
        Add(nameof(row.Median), row.Median);
        Add(nameof(row.Mean), row.Mean);
        Add(nameof(row.StandardDeviation), row.StandardDeviation);
        Add(nameof(row.Minimum), row.Minimum);
        Add(nameof(row.Maximum), row.Maximum);
        Add(nameof(row.Lower), row.Lower);
        Add(nameof(row.Upper), row.Upper);
        Add(nameof(row.Collapsed), row.Collapsed);
        Add(nameof(row.Pairs), row.Pairs);
        Add(nameof(row.Difference), row.Difference);
        Add(nameof(row.DifferenceLower), row.DifferenceLower);
        Add(nameof(row.DifferenceUpper), row.DifferenceUpper);
        Add(nameof(row.PValue), row.PValue);
        Add(nameof(row.SignTestPValue), row.SignTestPValue);
        Add(nameof(row.AdjustedPValue), row.AdjustedPValue);
        Add(nameof(row.EffectSize), row.EffectSize);
        Add(nameof(row.Verdict), row.Verdict?.ToString());
        Add(nameof(row.CollapsePValue), row.CollapsePValue);
        Add(nameof(row.Metric), row.Metric);
        Add(nameof(row.Note), row.Note);
        return flat;

        // A column to group by may bear the name of one of the row's own; then the condition's comes first and stays.
        void Add(string name, object? value)
        {
            if (flat.Properties[name] is null) flat.Properties.Add(new PSNoteProperty(name, value));
        }
    }
}
