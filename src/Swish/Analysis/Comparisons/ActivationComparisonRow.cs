namespace Swish.Analysis.Comparisons;

/// <summary>
/// An activation against a baseline under one condition. What cannot be said (an interval of one run, a test of the
/// baseline against itself) is null. Runs that were stopped or failed are in none of the figures.
/// </summary>
public sealed record ActivationComparisonRow
{
    /// <summary>
    /// The columns that make the condition, with their values; none where all runs share one condition.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Condition { get; init; }
    /// <summary>The activation.</summary>
    public required string Activation { get; init; }
    /// <summary>The activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>The runs of the activation under the condition, collapsed ones included.</summary>
    public required int Runs { get; init; }
    /// <summary>
    /// The median of the metric. A diverged run counts with the accuracy of a guess, 1/classes; in other metrics it is
    /// left out.
    /// </summary>
    public required double? Median { get; init; }
    /// <summary>The mean of the same values.</summary>
    public required double? Mean { get; init; }
    /// <summary>Their standard deviation, over n − 1.</summary>
    public required double? StandardDeviation { get; init; }
    /// <summary>The smallest of them.</summary>
    public required double? Minimum { get; init; }
    /// <summary>The largest of them.</summary>
    public required double? Maximum { get; init; }
    /// <summary>The lower end of the mean's 95 % interval, by Student's t.</summary>
    public required double? Lower { get; init; }
    /// <summary>The upper end of the mean's 95 % interval.</summary>
    public required double? Upper { get; init; }
    /// <summary>
    /// Runs that ended no better than a guess: they diverged, or their final training loss is at or above ln(classes);
    /// also up to 0.5 % below it where the test accuracy is at most 1.2/classes, which is one answer to everything.
    /// </summary>
    public required int Collapsed { get; init; }
    /// <summary>
    /// The pairs of runs with the same seed behind the difference: those in which neither run collapsed. Null for the
    /// baseline's own row.
    /// </summary>
    public required int? Pairs { get; init; }
    /// <summary>The mean of the pairs' differences: the activation's value less the baseline's.</summary>
    public required double? Difference { get; init; }
    /// <summary>The lower end of the difference's 95 % interval, by Student's t.</summary>
    public required double? DifferenceLower { get; init; }
    /// <summary>The upper end of the difference's 95 % interval.</summary>
    public required double? DifferenceUpper { get; init; }
    /// <summary>Paired t test of the differences, two-sided; from 5 pairs on.</summary>
    public required double? PValue { get; init; }
    /// <summary>Exact sign test of the differences, two-sided, ties dropped; from 5 pairs on.</summary>
    public required double? SignTestPValue { get; init; }
    /// <summary>
    /// The row's p-value after Holm's adjustment over all rows of the call that were tested. A row's own is
    /// <see cref="PValue"/>, or, where runs collapsed on one side alone, twice the smaller of it and
    /// <see cref="CollapsePValue"/>, at most 1.
    /// </summary>
    public required double? AdjustedPValue { get; init; }
    /// <summary>
    /// Cohen's d of the paired differences (d_z): their mean over their standard deviation. Null where they have no
    /// spread.
    /// </summary>
    public required double? EffectSize { get; init; }
    /// <summary>What the row's tests say; null for the baseline's own row, which has none.</summary>
    public required ComparisonVerdict? Verdict { get; init; }
    /// <summary>
    /// McNemar's exact test of the collapsed runs, paired by seed, two-sided; null where no run collapsed.
    /// </summary>
    public required double? CollapsePValue { get; init; }
    /// <summary>The column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>
    /// What a reader of the row must know besides: runs and pairs that were left out. Empty for most rows.
    /// </summary>
    public required string Note { get; init; }
}
