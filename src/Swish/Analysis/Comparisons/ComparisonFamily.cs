namespace Swish.Analysis.Comparisons;

/// <summary>The tests among which the chance of any false difference is kept at 5 %.</summary>
public enum ComparisonFamily
{
    /// <summary>All tests of the call.</summary>
    Call,

    /// <summary>The tests of each condition by themselves.</summary>
    Condition,

    /// <summary>Each test by itself: nothing is adjusted.</summary>
    None,
}
