namespace Swish.Analysis.Predictions;

/// <summary>
/// Represents what a network predicts at one point of a grid, or an example of the data set that is drawn on it.
/// </summary>
public sealed record PredictionPoint
{
    /// <summary>Gets the activation of the network.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the hidden layers of the network as text.</summary>
    public required string HiddenLayers { get; init; }

    /// <summary>Gets the seed of the network.</summary>
    public required int Seed { get; init; }

    /// <summary>Gets the name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Gets the value of the first feature.</summary>
    public required double X { get; init; }

    /// <summary>Gets the value of the second feature; null if only one varies.</summary>
    public required double? Y { get; init; }

    /// <summary>Gets the class that is predicted, or that of the example; null for regression.</summary>
    public string? Class { get; init; }

    /// <summary>Gets the label of <see cref="Class"/>, from 0; null for regression.</summary>
    public int? Label { get; init; }

    /// <summary>Gets the probability of the class; NaN for an example and for regression.</summary>
    public double Probability { get; init; } = double.NaN;

    /// <summary>Gets the number that is predicted, or that of the example; NaN if there are classes.</summary>
    public double Prediction { get; init; } = double.NaN;

    /// <summary>Gets whether this is an example of the data set, and not a prediction.</summary>
    public bool IsExample { get; init; }

    /// <summary>Gets the name of the first feature.</summary>
    public required string XName { get; init; }

    /// <summary>Gets the name of the second feature; empty if only one varies.</summary>
    public required string YName { get; init; }

    /// <summary>
    /// Gets the values at which the other features are held: the mean over the training examples, or the most frequent
    /// value of a column of text, such as <c>width=3.1, color=red</c>; empty if there are none. Examples have their own
    /// values.
    /// </summary>
    public required string Held { get; init; }
}
