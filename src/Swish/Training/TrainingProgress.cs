namespace Swish.Training;

/// <summary>Represents the progress of a run.</summary>
/// <param name="Step">The number of steps done.</param>
/// <param name="Steps">The number of steps of the run.</param>
/// <param name="Loss">The mean cross-entropy of the last batch, in nats.</param>
/// <param name="ValidationAccuracy">The validation accuracy of the last evaluation, 0 to 1, or NaN.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double Loss, double ValidationAccuracy);
