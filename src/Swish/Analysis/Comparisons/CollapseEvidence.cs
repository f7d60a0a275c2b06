namespace Swish.Analysis.Comparisons;

/// <summary>By what it was judged whether a run collapsed.</summary>
internal enum CollapseEvidence
{
    /// <summary>By its test accuracy, or because it diverged.</summary>
    Accuracy,

    /// <summary>By its test accuracy, on the assumption that the test images are MNIST's.</summary>
    AssumedMnist,

    /// <summary>By its loss.</summary>
    Loss,

    /// <summary>By nothing: there is neither an accuracy nor a loss that could be judged.</summary>
    None,
}
