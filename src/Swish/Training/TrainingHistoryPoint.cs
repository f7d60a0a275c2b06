namespace Swish.Training;

/// <summary>One point of a run's learning curve, with the columns that tell its run from others.</summary>
public sealed record TrainingHistoryPoint
{
    /// <summary>The activation's canonical name.</summary>
    public required string Activation { get; init; }
    /// <summary>The number of hidden layers.</summary>
    public required int Depth { get; init; }
    /// <summary>The hidden layers as text, such as <c>500x7-300-200-100</c>.</summary>
    public required string HiddenLayers { get; init; }
    /// <summary>Examples a step.</summary>
    public required int BatchSize { get; init; }
    /// <summary>The optimizer.</summary>
    public required OptimizerKind Optimizer { get; init; }
    /// <summary>The schedule.</summary>
    public required ScheduleKind Schedule { get; init; }
    /// <summary>The L2 penalty's factor.</summary>
    public required double L2 { get; init; }
    /// <summary>The share of outputs dropped in training.</summary>
    public required double Dropout { get; init; }
    /// <summary>Where batch normalization is, as in a result.</summary>
    public required string BatchNorm { get; init; }
    /// <summary>Whether the network has residual connections.</summary>
    public required bool Residual { get; init; }
    /// <summary>The initializer.</summary>
    public required string Initializer { get; init; }
    /// <summary>The data set's name.</summary>
    public required string Dataset { get; init; }
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }
    /// <summary>Passes over the training set done.</summary>
    public required double Epoch { get; init; }
    /// <summary>The learning rate of the last of these steps.</summary>
    public required double LearningRate { get; init; }
    /// <summary>Mean cross-entropy of the batches since the point before, in nats.</summary>
    public required double TrainLoss { get; init; }
    /// <summary>Mean cross-entropy over the validation set, in nats; NaN without one.</summary>
    public required double ValidationLoss { get; init; }
    /// <summary>The share of validation images correctly classified; NaN without a validation set.</summary>
    public required double ValidationAccuracy { get; init; }
    /// <summary>The fingerprint of the run.</summary>
    public required string Recipe { get; init; }

    /// <summary>The points of a result's learning curve, in order.</summary>
    /// <param name="result">A result.</param>
    public static IEnumerable<TrainingHistoryPoint> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.GetHistory().Select(point => new TrainingHistoryPoint
        {
            Activation = result.Activation,
            Depth = result.Depth,
            HiddenLayers = result.HiddenLayers,
            BatchSize = result.BatchSize,
            Optimizer = result.Optimizer,
            Schedule = result.Schedule,
            L2 = result.L2,
            Dropout = result.Dropout,
            BatchNorm = result.BatchNorm,
            Residual = result.Residual,
            Initializer = result.Initializer,
            Dataset = result.Dataset,
            Seed = result.Seed,
            Step = point.Step,
            Epoch = point.Epoch,
            LearningRate = point.LearningRate,
            TrainLoss = point.TrainLoss,
            ValidationLoss = point.ValidationLoss,
            ValidationAccuracy = point.ValidationAccuracy,
            Recipe = result.Recipe,
        });
    }
}
