namespace Swish.Training;

/// <summary>Represents a point of the learning curve of a run.</summary>
/// <param name="Step">The number of steps done.</param>
/// <param name="Epoch">The number of passes over the training set, possibly a fraction.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="TrainLoss">The mean cross-entropy of the batches since the previous point, in nats.</param>
/// <param name="ValidationLoss">
/// The mean cross-entropy over the validation set, in nats; NaN without a validation set.
/// </param>
/// <param name="ValidationAccuracy">
/// The fraction of validation images that are correctly classified, 0 to 1; NaN without a validation set.
/// </param>
public sealed record TrainingPoint(
    int Step, double Epoch, double LearningRate, double TrainLoss, double ValidationLoss, double ValidationAccuracy);
