namespace Swish.Models.Evaluation;

/// <summary>Represents how well a network classifies the examples of one class.</summary>
public sealed record ClassResult
{
    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the name of the class.</summary>
    public required string Class { get; init; }

    /// <summary>
    /// Gets the fraction of the examples predicted as this class that are of it, 0 to 1; NaN if none is.
    /// </summary>
    public required double Precision { get; init; }

    /// <summary>
    /// Gets the fraction of the examples of this class that are correctly classified, 0 to 1; NaN if there are none.
    /// </summary>
    public required double Recall { get; init; }

    /// <summary>
    /// Gets the harmonic mean of precision and recall, 2·correct/(support + predicted), 0 to 1; NaN if the class neither
    /// occurs nor is predicted.
    /// </summary>
    public required double F1 { get; init; }

    /// <summary>Gets the number of examples of this class.</summary>
    public required int Support { get; init; }

    /// <summary>Gets the number of examples predicted as this class.</summary>
    public required int Predicted { get; init; }

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public required string RunId { get; init; }
}
