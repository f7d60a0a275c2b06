namespace Swish.Analysis.Comparisons;

/// <summary>What the paired runs say about an activation against its baseline.</summary>
public enum ComparisonVerdict
{
    /// <summary>There are too few pairs to tell anything.</summary>
    Untested,

    /// <summary>Neither a difference nor its absence can be told with these runs.</summary>
    Unclear,

    /// <summary>The difference is within the margin, by an equivalence test at the 5 % level.</summary>
    Same,

    /// <summary>Better than the baseline at the 5 % level.</summary>
    Better,

    /// <summary>Worse than the baseline at the 5 % level.</summary>
    Worse,

    /// <summary>The runs differ in settings besides the activation.</summary>
    NotComparable,
}
