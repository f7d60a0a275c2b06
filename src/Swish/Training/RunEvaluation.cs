namespace Swish.Training;

/// <summary>Represents how good a network is on some examples.</summary>
/// <param name="Loss">The mean cross-entropy in nats, or the mean loss of the scaled numbers.</param>
/// <param name="Accuracy">The fraction of examples that are correctly classified; NaN for regression.</param>
internal readonly record struct RunEvaluation(double Loss, double Accuracy)
{
    /// <summary>Gets the bits of the examples that are correctly classified; null if they were not asked for.</summary>
    public byte[]? CorrectBits { get; init; }

    /// <summary>Gets the coefficient of determination R², at most 1; null for classes, or if all numbers are
    /// equal.</summary>
    public double? R2 { get; init; }

    /// <summary>Gets the root of the mean squared error, in the unit of the numbers; null for classes.</summary>
    public double? Rmse { get; init; }

    /// <summary>Gets the mean absolute error, in the unit of the numbers; null for classes.</summary>
    public double? Mae { get; init; }
}
