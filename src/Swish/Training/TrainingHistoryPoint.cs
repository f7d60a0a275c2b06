using Swish.Recipes;

namespace Swish.Training;

/// <summary>Represents a point of the learning curve of a run, with the columns that identify the run.</summary>
public sealed record TrainingHistoryPoint
{
    private readonly RunIdentity _run;
    private readonly TrainingPoint _point;

    private TrainingHistoryPoint(RunIdentity run, TrainingPoint point)
    {
        _run = run;
        _point = point;
    }

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
    /// <inheritdoc cref="RunIdentity.L2"/>
    public double L2 => _run.L2;
    /// <inheritdoc cref="RunIdentity.Dropout"/>
    public double Dropout => _run.Dropout;
    /// <inheritdoc cref="RunIdentity.BatchNorm"/>
    public string BatchNorm => _run.BatchNorm;
    /// <inheritdoc cref="RunIdentity.Residual"/>
    public bool Residual => _run.Residual;
    /// <inheritdoc cref="RunIdentity.Initializer"/>
    public string Initializer => _run.Initializer;
    /// <inheritdoc cref="RunIdentity.Dataset"/>
    public string Dataset => _run.Dataset;
    /// <inheritdoc cref="RunIdentity.Seed"/>
    public int Seed => _run.Seed;
    /// <inheritdoc cref="RunIdentity.SplitSeed"/>
    public int? SplitSeed => _run.SplitSeed;
    /// <summary>Gets the number of steps done.</summary>
    public int Step => _point.Step;
    /// <summary>Gets the number of passes over the training set, possibly a fraction.</summary>
    public double Epoch => _point.Epoch;
    /// <summary>Gets the learning rate of the last step.</summary>
    public double LearningRate => _point.LearningRate;
    /// <summary>Gets the mean cross-entropy of the batches since the previous point, in nats.</summary>
    public double TrainLoss => _point.TrainLoss;
    /// <summary>Gets the mean cross-entropy over the validation set, in nats; NaN without a validation set.</summary>
    public double ValidationLoss => _point.ValidationLoss;
    /// <summary>
    /// Gets the fraction of validation images that are correctly classified, 0 to 1; NaN without a validation set.
    /// </summary>
    public double ValidationAccuracy => _point.ValidationAccuracy;
    /// <inheritdoc cref="RunIdentity.RunId"/>
    public string RunId => _run.RunId;

    /// <summary>Creates the points of the learning curve of a run.</summary>
    /// <param name="result">The result of the run.</param>
    /// <returns>The points, in the order of their steps.</returns>
    public static IEnumerable<TrainingHistoryPoint> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.GetHistory().Select(point => new TrainingHistoryPoint(result.GetIdentity(), point));
    }
}
