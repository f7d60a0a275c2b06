namespace Swish.Training;

/// <summary>Where a run stands, told after each step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps to do.</param>
/// <param name="Loss">The last batch's cross-entropy, in nats.</param>
/// <param name="ValidationAccuracy">The last evaluation's, or NaN.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double Loss, double ValidationAccuracy);
