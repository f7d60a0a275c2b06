namespace Swish.Recipes;

/// <summary>Specifies the loss that training minimizes.</summary>
public enum LossKind
{
    /// <summary>Cross-entropy for classes, and the squared error for numbers.</summary>
    Auto,

    /// <summary>The cross-entropy of classes.</summary>
    CrossEntropy,

    /// <summary>The squared error of numbers, (p − t)².</summary>
    Squared,

    /// <summary>
    /// The Huber loss of numbers, as PyTorch's HuberLoss: ½(p − t)² for errors up to δ, and linear beyond, so that
    /// outliers count less.
    /// </summary>
    Huber,
}
