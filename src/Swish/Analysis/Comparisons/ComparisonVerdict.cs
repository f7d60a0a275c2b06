namespace Swish.Analysis.Comparisons;

/// <summary>What the paired runs say about an activation against its baseline.</summary>
public enum ComparisonVerdict
{
    /// <summary>There are too few pairs to tell anything.</summary>
    Untested,

    /// <summary>Neither a difference nor its absence can be told with these runs.</summary>
    Unclear,

    /// <summary>The 95 % interval of the difference lies within the margin.</summary>
    Same,

    /// <summary>Better than the baseline at the 5 % level, over all rows of the call.</summary>
    Better,

    /// <summary>Worse than the baseline at the 5 % level, over all rows of the call.</summary>
    Worse,
}
