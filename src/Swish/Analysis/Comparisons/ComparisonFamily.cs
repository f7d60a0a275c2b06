namespace Swish.Analysis.Comparisons;

/// <summary>Specifies the family of tests within which the probability of any false positive is at most 5 %.</summary>
public enum ComparisonFamily
{
    /// <summary>All tests of the call.</summary>
    Call,

    /// <summary>The tests of each condition.</summary>
    Condition,

    /// <summary>Each test by itself, without adjustment.</summary>
    None,
}
