using Swish.Training.Diagnostics;

namespace Swish.Training.Checkpoints;

/// <summary>
/// Contains the state of a run between two steps: everything that the remaining steps and the result depend on, so that
/// a run that continues from it is bit-identical. Batches, dropout masks and learning rates follow from the recipe and
/// the step.
/// </summary>
internal sealed record Checkpoint
{
    /// <summary>Gets the number of steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Gets the loss of the last step, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>Gets whether a gradient was so large that a weight may become infinite.</summary>
    public required bool WeightsMayOverflow { get; init; }

    /// <summary>Gets the optimizer's running products of powers.</summary>
    public required (double Beta1, double Beta2) OptimizerPowers { get; init; }

    /// <summary>Gets parameters, moving averages, moments and running statistics.</summary>
    public required NetworkSnapshot Network { get; init; }

    /// <summary>Gets the learning curve.</summary>
    public IReadOnlyList<TrainingPoint> Points { get; init; } = [];

    /// <summary>Gets the losses of the last steps, as many as an epoch has; step t is at (t − 1) mod length.</summary>
    public double[] EpochLosses { get; init; } = [];

    /// <summary>Gets the sum of the losses since the last point of the learning curve.</summary>
    public double LossSum { get; init; }

    /// <summary>Gets the number of losses in <see cref="LossSum"/>.</summary>
    public int LossCount { get; init; }

    /// <summary>Gets the network with the smallest validation loss; null without early stopping.</summary>
    public NetworkSnapshot? BestNetwork { get; init; }

    /// <summary>Gets the diagnostics so far.</summary>
    public IReadOnlyList<LayerDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Gets the time that the steps have taken.</summary>
    public TimeSpan TrainingTime { get; init; }

    /// <summary>Gets the time that steps and evaluations have taken.</summary>
    public TimeSpan TotalTime { get; init; }
}
