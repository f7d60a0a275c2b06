using Swish.Recipes;

namespace Swish.Tuning;

/// <summary>Represents a setting that tuning trained in a rung, as the flat row of a table.</summary>
public sealed record TuningTrial
{
    private readonly RunIdentity _run;

    internal TuningTrial(RunIdentity run) => _run = run;

    /// <inheritdoc cref="RunIdentity.Activation"/>
    public string Activation => _run.Activation;
    /// <inheritdoc cref="RunIdentity.Depth"/>
    public int Depth => _run.Depth;
    /// <inheritdoc cref="RunIdentity.HiddenLayers"/>
    public string HiddenLayers => _run.HiddenLayers;
    /// <inheritdoc cref="RunIdentity.Network"/>
    public string? Network => _run.Network;
    /// <inheritdoc cref="RunIdentity.BatchSize"/>
    public int BatchSize => _run.BatchSize;
    /// <inheritdoc cref="RunIdentity.Optimizer"/>
    public string Optimizer => _run.Optimizer.ToString();
    /// <inheritdoc cref="RunIdentity.Schedule"/>
    public string Schedule => _run.Schedule.ToString();
    /// <inheritdoc cref="RunIdentity.Initializer"/>
    public string Initializer => _run.Initializer;
    /// <inheritdoc cref="RunIdentity.Dataset"/>
    public string Dataset => _run.Dataset;
    /// <summary>Gets the number of the network that is tuned, from 1: the activations under the conditions.</summary>
    public required int Target { get; init; }
    /// <summary>Gets the number of the setting among those tried, from 1. It is the same for each network.</summary>
    public required int Trial { get; init; }
    /// <summary>Gets the rung of successive halving, from 1.</summary>
    public required int Rung { get; init; }
    /// <summary>Gets the number of steps in this rung.</summary>
    public required int Steps { get; init; }
    /// <inheritdoc cref="RunIdentity.LearningRate"/>
    public double LearningRate => _run.LearningRate;
    /// <inheritdoc cref="RunIdentity.L2"/>
    public double L2 => _run.L2;
    /// <inheritdoc cref="TrainingRecipe.WeightDecay"/>
    public required double WeightDecay { get; init; }
    /// <inheritdoc cref="RunIdentity.Dropout"/>
    public double Dropout => _run.Dropout;
    /// <inheritdoc cref="TrainingRecipe.Momentum"/>
    public required double Momentum { get; init; }
    /// <summary>Gets the number of networks, one for each seed of tuning.</summary>
    public required int Runs { get; init; }
    /// <summary>
    /// Gets the mean validation accuracy of these networks, 0 to 1; NaN for regression. A network that diverged or failed
    /// counts with 1/classes.
    /// </summary>
    public required double ValidationAccuracy { get; init; }
    /// <summary>Gets the mean validation loss for regression; NaN for classes.</summary>
    public required double ValidationLoss { get; init; }
    /// <summary>Gets whether this is the best setting of the network, in the last rung.</summary>
    public bool IsBest { get; init; }

    /// <summary>Gets the value that tuning maximizes.</summary>
    internal double Score => double.IsNaN(ValidationAccuracy) ? -ValidationLoss : ValidationAccuracy;
}
