namespace Swish.Analysis.Comparisons;

/// <summary>Specifies what is known of the correctness of single test examples in the pairs of a row.</summary>
internal enum CorrectnessKind
{
    /// <summary>The correctness of the same examples in every pair without a collapsed run.</summary>
    Known,

    /// <summary>Nothing, in at least one pair.</summary>
    Unknown,

    /// <summary>The pairs have different test examples, such as those of random splits.</summary>
    OtherExamples,

    /// <summary>The metric is not the share of correctly classified test examples.</summary>
    OtherMetric,
}
