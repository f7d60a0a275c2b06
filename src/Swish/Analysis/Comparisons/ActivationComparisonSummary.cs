namespace Swish.Analysis.Comparisons;

/// <summary>
/// How often an activation came out above, level with and below a baseline over all conditions, by the medians alone
/// and by the verdicts of the tests.
/// </summary>
public sealed record ActivationComparisonSummary
{
    /// <summary>The activation.</summary>
    public required string Activation { get; init; }
    /// <summary>The activation that it is compared with.</summary>
    public required string Baseline { get; init; }
    /// <summary>The column that was compared.</summary>
    public required string Metric { get; init; }
    /// <summary>The conditions under which both ran.</summary>
    public required int Conditions { get; init; }
    /// <summary>Conditions under which the activation's median is the higher one, better or not.</summary>
    public required int MedianHigher { get; init; }
    /// <summary>Conditions under which the medians are equal.</summary>
    public required int MedianEqual { get; init; }
    /// <summary>Conditions under which the activation's median is the lower one.</summary>
    public required int MedianLower { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int Better { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int Same { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int Worse { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int Unclear { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int Untested { get; init; }
    /// <summary>Verdicts of that name.</summary>
    public required int NotComparable { get; init; }
    /// <summary>
    /// The conditions behind the pooled difference: those that were tested and in which no run collapsed.
    /// </summary>
    public required int PooledConditions { get; init; }
    /// <summary>
    /// The mean difference over these conditions, weighted by how well each is known (random effects, Paule and
    /// Mandel); null of fewer than two.
    /// </summary>
    public required double? PooledDifference { get; init; }
    /// <summary>The lower end of its 95 % interval, by Hartung and Knapp.</summary>
    public required double? PooledLower { get; init; }
    /// <summary>The upper end of its 95 % interval.</summary>
    public required double? PooledUpper { get; init; }
    /// <summary>The standard deviation of the true difference between conditions.</summary>
    public required double? ConditionDeviation { get; init; }
    /// <summary>
    /// The lower end of the interval in which the true difference under a new condition lies with 95 %, if it is one of
    /// the same kind; null of fewer than three conditions.
    /// </summary>
    public required double? PredictionLower { get; init; }
    /// <summary>The upper end of that interval.</summary>
    public required double? PredictionUpper { get; init; }
}
