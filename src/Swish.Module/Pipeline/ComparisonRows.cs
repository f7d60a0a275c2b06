using System.Management.Automation;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Pipeline;

/// <summary>
/// Converts comparison rows to flat objects. The first columns are those of the condition, which vary from call to
/// call, so the object has note properties, and the type name of the row for the views.
/// </summary>
internal static class ComparisonRows
{
    /// <summary>
    /// Converts a row: the columns of the condition, those of the row, and the settings that its runs share.
    /// </summary>
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
        Add(nameof(row.SimultaneousLower), row.SimultaneousLower);
        Add(nameof(row.SimultaneousUpper), row.SimultaneousUpper);
        Add(nameof(row.NextPairLower), row.NextPairLower);
        Add(nameof(row.NextPairUpper), row.NextPairUpper);
        Add(nameof(row.PValue), row.PValue);
        Add(nameof(row.TTestPValue), row.TTestPValue);
        Add(nameof(row.SignedRankPValue), row.SignedRankPValue);
        Add(nameof(row.SignTestPValue), row.SignTestPValue);
        Add(nameof(row.AdjustedPValue), row.AdjustedPValue);
        Add(nameof(row.Adjustment), row.Adjustment);
        Add(nameof(row.Tests), row.Tests);
        Add(nameof(row.Look), row.Look);
        Add(nameof(row.Level), row.Level);
        Add(nameof(row.SamePValue), row.SamePValue);
        Add(nameof(row.SameAdjustedPValue), row.SameAdjustedPValue);
        Add(nameof(row.EffectSize), row.EffectSize);
        Add(nameof(row.Verdict), row.Verdict?.ToString());
        Add(nameof(row.Covers), row.Covers);
        Add(nameof(row.NewExamplesVerdict), row.NewExamplesVerdict?.ToString());
        Add(nameof(row.NewExamplesLower), row.NewExamplesLower);
        Add(nameof(row.NewExamplesUpper), row.NewExamplesUpper);
        Add(nameof(row.NewExamplesFreedom), row.NewExamplesFreedom);
        Add(nameof(row.NewExamplesPValue), row.NewExamplesPValue);
        Add(nameof(row.NewExamplesAdjustedPValue), row.NewExamplesAdjustedPValue);
        Add(nameof(row.NewExamplesSamePValue), row.NewExamplesSamePValue);
        Add(nameof(row.NewExamplesSameAdjustedPValue), row.NewExamplesSameAdjustedPValue);
        Add(nameof(row.ExampleError), row.ExampleError);
        Add(nameof(row.ProbabilityBetter), row.ProbabilityBetter);
        Add(nameof(row.ProbabilitySame), row.ProbabilitySame);
        Add(nameof(row.ProbabilityWorse), row.ProbabilityWorse);
        Add(nameof(row.PairsWon), row.PairsWon);
        Add(nameof(row.PairsWonLower), row.PairsWonLower);
        Add(nameof(row.PairsWonUpper), row.PairsWonUpper);
        Add(nameof(row.PairCorrelation), row.PairCorrelation);
        Add(nameof(row.Detectable), row.Detectable);
        Add(nameof(row.SeedsNeeded), row.SeedsNeeded);
        Add(nameof(row.SurvivorPairs), row.SurvivorPairs);
        Add(nameof(row.SurvivorDifference), row.SurvivorDifference);
        Add(nameof(row.SurvivorLower), row.SurvivorLower);
        Add(nameof(row.SurvivorUpper), row.SurvivorUpper);
        Add(nameof(row.AlsoDiffers), row.AlsoDiffers);
        Add(nameof(row.Metric), row.Metric);
        Add(nameof(row.Note), row.Note);
        Add(nameof(row.Formula), row.Formula);
        Add(nameof(row.AtBest), row.AtBest);
        Add(nameof(row.NewExamplesSimultaneousLower), row.NewExamplesSimultaneousLower);
        Add(nameof(row.NewExamplesSimultaneousUpper), row.NewExamplesSimultaneousUpper);
        // Settings that define no condition, so that a script can read each in every comparison.
        foreach ((string column, object? value) in row.Settings) Add(column, value);
        return flat;

        void Add(string name, object? value) => flat.Properties.Add(new PSNoteProperty(name, value));
    }
}
