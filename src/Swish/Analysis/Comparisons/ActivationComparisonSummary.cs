namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the comparison of an activation with a baseline over all conditions: the counts of medians and verdicts,
/// and the pooled difference.
/// </summary>
public sealed record ActivationComparisonSummary
{
    /// <summary>Gets the activation.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>Gets the column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>Gets the number of conditions under which both the activation and the baseline have runs.</summary>
    public required int Conditions { get; init; }
    /// <summary>
    /// Gets the number of conditions under which the activation has the higher median, whether higher is better or not.
    /// </summary>
    public required int MedianHigher { get; init; }
    /// <summary>Gets the number of conditions under which the medians are equal.</summary>
    public required int MedianEqual { get; init; }
    /// <summary>Gets the number of conditions under which the activation has the lower median.</summary>
    public required int MedianLower { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int Better { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int Same { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int Worse { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int Unclear { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int Untested { get; init; }
    /// <summary>Gets the number of conditions with this verdict.</summary>
    public required int NotComparable { get; init; }
    /// <summary>
    /// Gets what the counted verdicts cover: <c>new seeds, new examples</c> if there are such verdicts under all
    /// conditions, otherwise <c>new seeds</c>.
    /// </summary>
    public required string Covers { get; init; }
    /// <summary>
    /// Gets the number of conditions in which the activations are ranked: those under which all of them have runs.
    /// </summary>
    public int? RankedConditions { get; init; }
    /// <summary>Gets the number of activations that are ranked, with the baseline.</summary>
    public int? RankedActivations { get; init; }
    /// <summary>
    /// Gets the mean rank of the activation over these conditions, by the median of its runs, of which a collapsed one
    /// is the worst; 1 is the best. Null with fewer than two conditions.
    /// </summary>
    public double? MeanRank { get; init; }
    /// <summary>Gets the mean rank of the baseline.</summary>
    public double? BaselineMeanRank { get; init; }
    /// <summary>Gets Friedman's χ² of the ranks, corrected for ties.</summary>
    public double? FriedmanStatistic { get; init; }
    /// <summary>Gets the p-value of Friedman's test: of no difference between the activations.</summary>
    public double? FriedmanPValue { get; init; }
    /// <summary>
    /// Gets the critical difference: mean ranks that differ by more are different at the 5 % level (Nemenyi).
    /// </summary>
    public double? CriticalDifference { get; init; }
    /// <summary>
    /// Gets the number of conditions in the pooled difference: those with a test and without a collapsed run.
    /// </summary>
    public required int PooledConditions { get; init; }
    /// <summary>
    /// Gets the mean difference over these conditions, weighted by the inverse variance (random effects, Paule and
    /// Mandel); null with fewer than two conditions.
    /// </summary>
    public required double? PooledDifference { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % confidence interval of <see cref="PooledDifference"/> (Hartung and Knapp).
    /// </summary>
    public required double? PooledLower { get; init; }
    /// <summary>Gets the upper end of that 95 % confidence interval.</summary>
    public required double? PooledUpper { get; init; }
    /// <summary>Gets the standard deviation of the true difference between conditions (τ).</summary>
    public required double? ConditionDeviation { get; init; }
    /// <summary>
    /// Gets the lower end of the 95 % prediction interval for the true difference under a new condition of the same
    /// kind; null with fewer than three conditions.
    /// </summary>
    public required double? PredictionLower { get; init; }
    /// <summary>Gets the upper end of the 95 % prediction interval for a new condition.</summary>
    public required double? PredictionUpper { get; init; }
    /// <summary>
    /// Gets the probability that the true difference under a new condition of the same kind favors the activation by
    /// more than the margin; null with fewer than three conditions.
    /// </summary>
    public double? ProbabilityBetter { get; init; }
    /// <summary>
    /// Gets the probability that the true difference under a new condition is within the margin: practically equal.
    /// </summary>
    public double? ProbabilitySame { get; init; }
    /// <summary>
    /// Gets the probability that the true difference under a new condition favors the baseline by more than the margin.
    /// </summary>
    public double? ProbabilityWorse { get; init; }
}
