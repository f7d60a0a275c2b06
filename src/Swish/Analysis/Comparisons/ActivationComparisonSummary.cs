namespace Swish.Analysis.Comparisons;

/// <summary>
/// How often an activation came out above, level with and below a baseline over all conditions, by the medians alone
/// and by the verdicts of the tests.
/// </summary>
public sealed record ActivationComparisonSummary
{
    /// <summary>Gets the activation.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>Gets the column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>Gets the conditions under which both ran.</summary>
    public required int Conditions { get; init; }
    /// <summary>Gets conditions under which the activation's median is the higher one, better or not.</summary>
    public required int MedianHigher { get; init; }
    /// <summary>Gets conditions under which the medians are equal.</summary>
    public required int MedianEqual { get; init; }
    /// <summary>Gets conditions under which the activation's median is the lower one.</summary>
    public required int MedianLower { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int Better { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int Same { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int Worse { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int Unclear { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int Untested { get; init; }
    /// <summary>Gets verdicts of that name.</summary>
    public required int NotComparable { get; init; }
    /// <summary>
    /// Gets the conditions behind the pooled difference: those that were tested and in which no run collapsed.
    /// </summary>
    public required int PooledConditions { get; init; }
    /// <summary>
    /// Gets the mean difference over these conditions, weighted by how well each is known (random effects, Paule and
    /// Mandel); null of fewer than two.
    /// </summary>
    public required double? PooledDifference { get; init; }
    /// <summary>Gets the lower end of its 95 % interval, by Hartung and Knapp.</summary>
    public required double? PooledLower { get; init; }
    /// <summary>Gets the upper end of its 95 % interval.</summary>
    public required double? PooledUpper { get; init; }
    /// <summary>Gets the standard deviation of the true difference between conditions.</summary>
    public required double? ConditionDeviation { get; init; }
    /// <summary>
    /// Gets the lower end of the interval in which the true difference under a new condition lies with 95 %, if it is
    /// one of the same kind; null of fewer than three conditions.
    /// </summary>
    public required double? PredictionLower { get; init; }
    /// <summary>Gets the upper end of that interval.</summary>
    public required double? PredictionUpper { get; init; }
}
