namespace Swish.Models.Evaluation;

/// <summary>
/// Represents the test of a network that predicts numbers on a data set, as the flat row of a table.
/// </summary>
public sealed record RegressionTestResult
{
    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the hidden layers as text, such as <c>500x7-300-200-100</c>.</summary>
    public required string HiddenLayers { get; init; }

    /// <summary>Gets the name of the data set that was tested on.</summary>
    public required string Dataset { get; init; }

    /// <summary>Gets the part of the data set: the name of a <see cref="DatasetPart"/>.</summary>
    public required string Part { get; init; }

    /// <summary>Gets the number of examples.</summary>
    public required int Examples { get; init; }

    /// <summary>
    /// Gets the coefficient of determination, 1 − Σ(p − t)²/Σ(t − mean)², at most 1; NaN if all numbers are equal.
    /// </summary>
    public required double R2 { get; init; }

    /// <summary>Gets the root of the mean squared error, in the unit of the numbers.</summary>
    public required double RMSE { get; init; }

    /// <summary>Gets the mean absolute error, in the unit of the numbers.</summary>
    public required double MAE { get; init; }

    /// <summary>Gets the hash of the network's parameters.</summary>
    public required string WeightHash { get; init; }

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public required string RunId { get; init; }
}
