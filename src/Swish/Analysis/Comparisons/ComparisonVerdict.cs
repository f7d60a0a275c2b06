namespace Swish.Analysis.Comparisons;

/// <summary>Specifies the result of comparing an activation with its baseline over paired runs.</summary>
public enum ComparisonVerdict
{
    /// <summary>There are too few pairs for a test.</summary>
    Untested,

    /// <summary>The tests show neither a difference nor an equivalence.</summary>
    Unclear,

    /// <summary>The difference is within the margin, according to an equivalence test at the 5 % level.</summary>
    Same,

    /// <summary>Better than the baseline at the 5 % level.</summary>
    Better,

    /// <summary>Worse than the baseline at the 5 % level.</summary>
    Worse,

    /// <summary>The runs differ in settings besides the activation.</summary>
    NotComparable,
}
