using Swish.Recipes;

namespace Swish.Training;

/// <summary>One point of a run's learning curve, with the columns that tell its run from others.</summary>
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
    /// <summary>Steps done.</summary>
    public int Step => _point.Step;
    /// <summary>Passes over the training set done.</summary>
    public double Epoch => _point.Epoch;
    /// <summary>The learning rate of the last of these steps.</summary>
    public double LearningRate => _point.LearningRate;
    /// <summary>Mean cross-entropy of the batches since the point before, in nats.</summary>
    public double TrainLoss => _point.TrainLoss;
    /// <summary>Mean cross-entropy over the validation set, in nats; NaN without one.</summary>
    public double ValidationLoss => _point.ValidationLoss;
    /// <summary>The share of validation images correctly classified; NaN without a validation set.</summary>
    public double ValidationAccuracy => _point.ValidationAccuracy;
    /// <inheritdoc cref="RunIdentity.RunId"/>
    public string RunId => _run.RunId;

    /// <summary>Returns the points of a result's learning curve, in order.</summary>
    /// <param name="result">A result.</param>
    public static IEnumerable<TrainingHistoryPoint> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.GetHistory().Select(point => new TrainingHistoryPoint(result.GetIdentity(), point));
    }
}
