namespace Swish.Analysis.Comparisons;

/// <summary>
/// An activation against a baseline under one condition. What cannot be said (an interval of one run, a test of the
/// baseline against itself) is null. Runs that were stopped or failed are in none of the figures.
/// </summary>
public sealed record ActivationComparisonRow
{
    /// <summary>
    /// Gets the columns that make the condition, with their values; none where all runs share one condition.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Condition { get; init; }
    /// <summary>Gets the activation.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>Gets the runs of the activation under the condition, collapsed ones included.</summary>
    public required int Runs { get; init; }
    /// <summary>
    /// Gets the median of the metric. A diverged run counts with the accuracy of a guess, 1/classes; in other metrics
    /// it is left out.
    /// </summary>
    public required double? Median { get; init; }
    /// <summary>Gets the mean of the same values.</summary>
    public required double? Mean { get; init; }
    /// <summary>Their standard deviation, over n − 1.</summary>
    public required double? StandardDeviation { get; init; }
    /// <summary>Gets the smallest of them.</summary>
    public required double? Minimum { get; init; }
    /// <summary>Gets the largest of them.</summary>
    public required double? Maximum { get; init; }
    /// <summary>Gets the lower end of the mean's 95 % interval, by Student's t.</summary>
    public required double? Lower { get; init; }
    /// <summary>Gets the upper end of the mean's 95 % interval.</summary>
    public required double? Upper { get; init; }
    /// <summary>
    /// Gets runs that ended no better than a guess: they diverged, or their test accuracy is at most c + 3√(c(1 −
    /// c)/N), where c is the largest class's share of the N test examples.
    /// </summary>
    public required int Collapsed { get; init; }
    /// <summary>
    /// Gets the pairs of runs with the same seed behind the verdict, those with a collapsed run included. Null for the
    /// baseline's own row, as all that follows.
    /// </summary>
    public int? Pairs { get; init; }
    /// <summary>
    /// Gets the mean of the pairs' differences: the activation's value less the baseline's. Null where a run collapsed
    /// or has an infinite value; then there is only <see cref="SurvivorDifference"/>.
    /// </summary>
    public double? Difference { get; init; }
    /// <summary>Gets the lower end of the difference's 95 % interval, by Student's t; from 6 pairs on.</summary>
    public double? DifferenceLower { get; init; }
    /// <summary>Gets the upper end of the difference's 95 % interval.</summary>
    public double? DifferenceUpper { get; init; }
    /// <summary>
    /// Gets the lower end of the interval that, with those of all <see cref="Tests"/> of the family, covers the true
    /// differences with 95 % (Bonferroni).
    /// </summary>
    public double? SimultaneousLower { get; init; }
    /// <summary>Gets the upper end of the simultaneous interval.</summary>
    public double? SimultaneousUpper { get; init; }
    /// <summary>
    /// Gets the lower end of the interval in which the difference of one more pair, under a new seed, lies with 95 %.
    /// </summary>
    public double? NextPairLower { get; init; }
    /// <summary>Gets the upper end of the interval of one more pair.</summary>
    public double? NextPairUpper { get; init; }
    /// <summary>
    /// Gets the row's p-value, two-sided, from 6 pairs on: the larger one of the t-test's and the signed ranks', since
    /// a verdict needs both; that of the signed ranks where a run collapsed.
    /// </summary>
    public double? PValue { get; init; }
    /// <summary>Paired t-test of the differences; null where a run collapsed.</summary>
    public double? TTestPValue { get; init; }
    /// <summary>
    /// Exact sign-flip test of the signed ranks of the pairs' scores: the differences, −∞ where only this activation's
    /// run collapsed, +∞ where only the baseline's did, 0 where both did.
    /// </summary>
    public double? SignedRankPValue { get; init; }
    /// <summary>Exact sign test of the same scores, ties left out.</summary>
    public double? SignTestPValue { get; init; }
    /// <summary>Gets the p-value after Holm's adjustment over the family's tests.</summary>
    public double? AdjustedPValue { get; init; }
    /// <summary>Gets the tests of the family; the same two activations under the same condition count once.</summary>
    public int? Tests { get; init; }
    /// <summary>
    /// Gets the equivalence test (TOST): the p-value of a true difference beyond the margin. Null where a run
    /// collapsed.
    /// </summary>
    public double? SamePValue { get; init; }
    /// <summary>Gets the equivalence test's p-value after Holm's adjustment over those of the family.</summary>
    public double? SameAdjustedPValue { get; init; }
    /// <summary>
    /// Cohen's d of the paired differences (d_z): their mean over their standard deviation. Null where they have no
    /// spread.
    /// </summary>
    public double? EffectSize { get; init; }
    /// <summary>Gets what the row's tests say.</summary>
    public ComparisonVerdict? Verdict { get; init; }
    /// <summary>
    /// Gets the probability that the true mean difference is in the activation's favor by more than the margin, from
    /// these pairs and a prior that says nothing.
    /// </summary>
    public double? ProbabilityBetter { get; init; }
    /// <summary>Gets the probability that it is within the margin.</summary>
    public double? ProbabilitySame { get; init; }
    /// <summary>Gets the probability that it is to the activation's disadvantage by more than the margin.</summary>
    public double? ProbabilityWorse { get; init; }
    /// <summary>Gets the share of pairs that the activation won, of those that are not tied.</summary>
    public double? PairsWon { get; init; }
    /// <summary>Gets the lower end of that share's exact 95 % interval (Clopper and Pearson).</summary>
    public double? PairsWonLower { get; init; }
    /// <summary>Gets the upper end of that share's exact 95 % interval.</summary>
    public double? PairsWonUpper { get; init; }
    /// <summary>
    /// Gets the correlation of the two activations' values over the seeds. Above 0, pairs make the interval narrower
    /// than two separate samples would.
    /// </summary>
    public double? PairCorrelation { get; init; }
    /// <summary>Gets the mean difference that this many pairs find with a power of 80 %.</summary>
    public double? Detectable { get; init; }
    /// <summary>
    /// Gets the seeds with which a difference of the size of the margin is found with a power of 80 %; where the margin
    /// is 0, one of the size that was seen. Null where that takes over a million.
    /// </summary>
    public int? SeedsNeeded { get; init; }
    /// <summary>Gets the pairs in which both networks learned.</summary>
    public int? SurvivorPairs { get; init; }
    /// <summary>
    /// Gets the mean difference over these pairs. It decides nothing: who survives is not left to chance.
    /// </summary>
    public double? SurvivorDifference { get; init; }
    /// <summary>Gets the lower end of its 95 % interval; from 6 such pairs on.</summary>
    public double? SurvivorLower { get; init; }
    /// <summary>Gets the upper end of its 95 % interval.</summary>
    public double? SurvivorUpper { get; init; }
    /// <summary>
    /// Gets the settings in which the paired runs differ besides the activation, with commas between; <c>Setting</c>
    /// where they are not among the columns; empty where there are none.
    /// </summary>
    public string? AlsoDiffers { get; init; }
    /// <summary>Gets the column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>
    /// Gets what a reader of the row must know besides: what was left out, read in an unusual way or could not be
    /// checked, and what a verdict rests on.
    /// </summary>
    public required string Note { get; init; }
}
