namespace Swish.Models.Evaluation;

/// <summary>Represents a cell of a confusion matrix.</summary>
public sealed record ConfusionCell
{
    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the name of the class of the examples.</summary>
    public required string True { get; init; }

    /// <summary>Gets the name of the class that the network predicts.</summary>
    public required string Predicted { get; init; }

    /// <summary>Gets the number of examples.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Gets the fraction of the examples of the true class, 0 to 1; NaN if there are none.
    /// </summary>
    public required double Share { get; init; }

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public required string RunId { get; init; }
}
