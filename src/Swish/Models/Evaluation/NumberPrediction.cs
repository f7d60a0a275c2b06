namespace Swish.Models.Evaluation;

/// <summary>Represents the number that a network predicts for an example, as the flat row of a table.</summary>
public sealed record NumberPrediction
{
    /// <summary>Gets the index of the example in its data set or in the pipeline, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the number of the example; null if it is not known.</summary>
    public required double? Label { get; init; }

    /// <summary>Gets the number that the network predicts.</summary>
    public required double Predicted { get; init; }

    /// <summary>Gets the predicted number minus that of the example; null if it is not known.</summary>
    public double? Error => Predicted - Label;

    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public required string RunId { get; init; }
}
