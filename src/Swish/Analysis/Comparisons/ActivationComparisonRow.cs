namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the comparison of an activation with a baseline under one condition. A value that is not defined (the
/// interval of a single run, a test of the baseline against itself) is null. Stopped and failed runs are left out of
/// all values.
/// </summary>
public sealed record ActivationComparisonRow
{
    /// <summary>
    /// Gets the columns that define the condition, with their values; empty if all runs share one condition.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Condition { get; init; }
    /// <summary>
    /// Gets the other known settings of the row's runs, with the value that they share; null where they differ.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Settings { get; init; }
    /// <summary>Gets the activation.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>Gets the number of runs of the activation under the condition, including collapsed runs.</summary>
    public required int Runs { get; init; }
    /// <summary>
    /// Gets the median of the metric over the runs. A diverged run counts with the accuracy of guessing, 1/classes; for
    /// other metrics it is left out.
    /// </summary>
    public required double? Median { get; init; }
    /// <summary>Gets the mean of the metric over the same runs.</summary>
    public required double? Mean { get; init; }
    /// <summary>Gets the sample standard deviation (with n − 1) of the metric.</summary>
    public required double? StandardDeviation { get; init; }
    /// <summary>Gets the smallest value of the metric.</summary>
    public required double? Minimum { get; init; }
    /// <summary>Gets the largest value of the metric.</summary>
    public required double? Maximum { get; init; }
    /// <summary>Gets the lower end of the 95 % confidence interval of the mean (Student's t).</summary>
    public required double? Lower { get; init; }
    /// <summary>Gets the upper end of the 95 % confidence interval of the mean.</summary>
    public required double? Upper { get; init; }
    /// <summary>
    /// Gets the number of collapsed runs, which are no better than guessing: runs that diverged, or whose test accuracy
    /// is at most c + 3√(c(1 − c)/N), where c is the share of the largest class among the N test examples, but not
    /// more than (1 + c)/2.
    /// </summary>
    public required int Collapsed { get; init; }
    /// <summary>
    /// Gets the number of pairs of runs with the same seed, including pairs with a collapsed run. This and all
    /// following values are null in the baseline's own row.
    /// </summary>
    public int? Pairs { get; init; }
    /// <summary>
    /// Gets the mean of the paired differences, activation minus baseline. Null if a run collapsed or has an infinite
    /// value; see <see cref="SurvivorDifference"/> then.
    /// </summary>
    public double? Difference { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % confidence interval of the difference (Student's t); null with fewer than 6
    /// pairs.
    /// </summary>
    public double? DifferenceLower { get; init; }
    /// <summary>Gets the upper end of the 95 % confidence interval of the difference.</summary>
    public double? DifferenceUpper { get; init; }
    /// <summary>
    /// Gets the lower end of the simultaneous confidence interval: with a probability of 95 %, the intervals of all
    /// <see cref="Tests"/> of the family cover the true differences (Bonferroni).
    /// </summary>
    public double? SimultaneousLower { get; init; }
    /// <summary>Gets the upper end of the simultaneous confidence interval.</summary>
    public double? SimultaneousUpper { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % prediction interval for the difference of one more pair, with a new seed.
    /// </summary>
    public double? NextPairLower { get; init; }
    /// <summary>Gets the upper end of the 95 % prediction interval for one more pair.</summary>
    public double? NextPairUpper { get; init; }
    /// <summary>
    /// Gets the two-sided p-value of the row; null with fewer than 6 pairs. It is the larger one of
    /// <see cref="TTestPValue"/> and <see cref="SignedRankPValue"/>, since a verdict needs both tests; if a run
    /// collapsed, it is the latter.
    /// </summary>
    public double? PValue { get; init; }
    /// <summary>Gets the p-value of the paired t-test; null if a run collapsed.</summary>
    public double? TTestPValue { get; init; }
    /// <summary>
    /// Gets the p-value of the exact signed-rank test of the pairs' scores: the difference, −∞ if only this
    /// activation's run collapsed, +∞ if only the baseline's run did, 0 if both did.
    /// </summary>
    public double? SignedRankPValue { get; init; }
    /// <summary>Gets the p-value of the exact sign test of the same scores, without ties.</summary>
    public double? SignTestPValue { get; init; }
    /// <summary>Gets the p-value after the <see cref="Adjustment"/> over the family's tests.</summary>
    public double? AdjustedPValue { get; init; }
    /// <summary>
    /// Gets how the p-value is adjusted: <c>Joint</c> (by the joint distribution of the signed-rank tests under random
    /// signs of the pairs, where all tests of the family share a baseline and seeds), <c>Holm</c> otherwise,
    /// <c>None</c> for a single test.
    /// </summary>
    public string? Adjustment { get; init; }
    /// <summary>
    /// Gets the look of a sequential comparison at which the row was decided, or the last one, and the number of looks, such
    /// as <c>2/5</c>; null for other comparisons.
    /// </summary>
    public string? Look { get; init; }
    /// <summary>
    /// Gets the significance level of the row's verdict, which is what the look of a sequential comparison may spend; null
    /// for other comparisons, whose level is 0.05.
    /// </summary>
    public double? Level { get; init; }
    /// <summary>
    /// Gets the number of tests in the family; the same two activations under the same condition count once.
    /// </summary>
    public int? Tests { get; init; }
    /// <summary>
    /// Gets the p-value of the equivalence test (TOST), whose null hypothesis is a true difference beyond the margin;
    /// null if a run collapsed.
    /// </summary>
    public double? SamePValue { get; init; }
    /// <summary>Gets the p-value of the equivalence test after Holm's adjustment over the family.</summary>
    public double? SameAdjustedPValue { get; init; }
    /// <summary>
    /// Gets Cohen's d of the paired differences (d_z): their mean divided by their standard deviation. Null if all
    /// differences are equal.
    /// </summary>
    public double? EffectSize { get; init; }
    /// <summary>
    /// Gets the verdict of the row's tests, for new seeds on the test examples of these runs.
    /// </summary>
    public ComparisonVerdict? Verdict { get; init; }
    /// <summary>
    /// Gets what the row's broadest verdict covers: <c>new seeds, new examples</c> or <c>new seeds</c>. In the
    /// baseline's own row, it is that of the rows below it.
    /// </summary>
    public string? Covers { get; init; }
    /// <summary>
    /// Gets the verdict for new seeds and new test examples; null if the correctness of each test example is not known.
    /// </summary>
    public ComparisonVerdict? NewExamplesVerdict { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % confidence interval of the difference for new seeds and new test examples
    /// (crossed random effects, Satterthwaite's degrees of freedom); null if a run collapsed, and with fewer than 6
    /// pairs.
    /// </summary>
    public double? NewExamplesLower { get; init; }
    /// <summary>Gets the upper end of that 95 % confidence interval.</summary>
    public double? NewExamplesUpper { get; init; }
    /// <summary>
    /// Gets the lower end of the simultaneous confidence interval for new seeds and new test examples: with a probability
    /// of 95 %, the intervals of all <see cref="Tests"/> of the family cover the true differences (Bonferroni).
    /// </summary>
    public double? NewExamplesSimultaneousLower { get; init; }
    /// <summary>Gets the upper end of that simultaneous confidence interval.</summary>
    public double? NewExamplesSimultaneousUpper { get; init; }
    /// <summary>Gets the degrees of freedom of these intervals.</summary>
    public double? NewExamplesFreedom { get; init; }
    /// <summary>
    /// Gets the two-sided p-value for new seeds and new test examples: the larger one of <see cref="PValue"/> and that
    /// of the crossed table; if a run collapsed, that of the signed-rank test with the scores of the other pairs shifted
    /// by the error of the examples.
    /// </summary>
    public double? NewExamplesPValue { get; init; }
    /// <summary>Gets that p-value after the adjustment over the family's tests.</summary>
    public double? NewExamplesAdjustedPValue { get; init; }
    /// <summary>Gets the p-value of the equivalence test for new seeds and new test examples.</summary>
    public double? NewExamplesSamePValue { get; init; }
    /// <summary>Gets that p-value after Holm's adjustment over the family.</summary>
    public double? NewExamplesSameAdjustedPValue { get; init; }
    /// <summary>
    /// Gets the part of the standard error of the difference that is due to the choice of the test examples, and that
    /// more seeds do not reduce.
    /// </summary>
    public double? ExampleError { get; init; }
    /// <summary>
    /// Gets the posterior probability, under an uninformative prior, that the true mean difference favors the
    /// activation by more than the margin.
    /// </summary>
    public double? ProbabilityBetter { get; init; }
    /// <summary>Gets the posterior probability that the true mean difference is within the margin.</summary>
    public double? ProbabilitySame { get; init; }
    /// <summary>
    /// Gets the posterior probability that the true mean difference favors the baseline by more than the margin.
    /// </summary>
    public double? ProbabilityWorse { get; init; }
    /// <summary>Gets the share of the pairs without a tie that the activation won, from 0 to 1.</summary>
    public double? PairsWon { get; init; }
    /// <summary>
    /// Gets the lower end of the exact 95 % confidence interval of <see cref="PairsWon"/> (Clopper and Pearson).
    /// </summary>
    public double? PairsWonLower { get; init; }
    /// <summary>Gets the upper end of the exact 95 % confidence interval of <see cref="PairsWon"/>.</summary>
    public double? PairsWonUpper { get; init; }
    /// <summary>
    /// Gets the correlation, over the seeds, between the values of the activation and the baseline. Above 0, pairing
    /// makes the interval narrower than that of two independent samples.
    /// </summary>
    public double? PairCorrelation { get; init; }
    /// <summary>
    /// Gets the smallest true mean difference that this number of pairs detects with a power of 80 %.
    /// </summary>
    public double? Detectable { get; init; }
    /// <summary>
    /// Gets the number of seeds that detects a true difference as large as the margin with a power of 80 %; with a
    /// margin of 0, as large as the observed difference. Null above one million.
    /// </summary>
    public int? SeedsNeeded { get; init; }
    /// <summary>Gets the number of pairs in which neither run collapsed.</summary>
    public int? SurvivorPairs { get; init; }
    /// <summary>
    /// Gets the mean difference over the pairs in which neither run collapsed. The verdict does not use it, since which
    /// runs survive depends on the activation.
    /// </summary>
    public double? SurvivorDifference { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % confidence interval of <see cref="SurvivorDifference"/>; null with fewer than 6
    /// such pairs.
    /// </summary>
    public double? SurvivorLower { get; init; }
    /// <summary>Gets the upper end of that 95 % confidence interval.</summary>
    public double? SurvivorUpper { get; init; }
    /// <summary>
    /// Gets the settings, besides the activation, in which the paired runs differ, separated by commas; <c>Setting</c>
    /// if they are not among the columns; empty if there are none.
    /// </summary>
    public string? AlsoDiffers { get; init; }
    /// <summary>
    /// Gets the formula of the activation; for an expression, with the initial values of its parameters. Null if the
    /// results do not have it.
    /// </summary>
    public string? Formula { get; init; }
    /// <summary>
    /// Gets the settings of which each activation has its best value, separated by commas; empty if there are none.
    /// </summary>
    public required string AtBest { get; init; }
    /// <summary>Gets the column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>
    /// Gets notes about the row: which runs it leaves out, which values were read in an unusual way, what could not be
    /// checked, and what the verdict is based on.
    /// </summary>
    public required string Note { get; init; }
    /// <summary>
    /// Gets the median of the runs for ranking, higher for better: a collapsed run counts as the worst. Null if no run
    /// has a value.
    /// </summary>
    internal double? RankValue { get; init; }

    /// <summary>
    /// Returns whether the row has a verdict, or cannot have one. This is a method because PowerShell shows properties as
    /// columns.
    /// </summary>
    /// <returns>False if more seeds may give a verdict, and in the baseline's own row.</returns>
    public bool IsDecided() => Verdict is not (null or ComparisonVerdict.Unclear or ComparisonVerdict.Untested);
}
