namespace Swish.Models.Evaluation;

/// <summary>Represents the prediction of one of several examples, or the error in its place.</summary>
/// <param name="Prediction">The prediction; null if there was an error.</param>
/// <param name="Error">The error, or null.</param>
/// <param name="LooksInverted">
/// Whether an image has a bright border where the training images have a dark one, or the other way round.
/// </param>
public sealed record PredictionOutcome(
    NetworkPrediction? Prediction, SwishException? Error = null, bool LooksInverted = false);
