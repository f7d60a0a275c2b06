namespace Swish.Analysis.Comparisons;

/// <summary>Specifies what the decision whether a run collapsed is based on.</summary>
internal enum CollapseEvidence
{
    /// <summary>The test accuracy, or the run diverged.</summary>
    Accuracy,

    /// <summary>The test accuracy, assuming the test set of MNIST.</summary>
    AssumedMnist,

    /// <summary>The loss.</summary>
    Loss,

    /// <summary>Nothing: the row has neither an accuracy nor a loss that could be used.</summary>
    None,
}
