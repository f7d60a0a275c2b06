namespace Swish.Training;

/// <summary>One point of a run's learning curve.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">Passes over the training set done.</param>
/// <param name="LearningRate">The rate of the last of these steps.</param>
/// <param name="TrainLoss">Mean cross-entropy of the batches since the point before, in nats.</param>
/// <param name="ValidationLoss">Mean cross-entropy over the validation set, in nats; NaN without one.</param>
/// <param name="ValidationAccuracy">
/// The share of validation images correctly classified; NaN without a validation set.
/// </param>
public sealed record TrainingPoint(
    int Step, double Epoch, double LearningRate, double TrainLoss, double ValidationLoss, double ValidationAccuracy);
