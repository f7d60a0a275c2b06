using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>
/// What was seen of a hidden layer at a step, with the columns that tell its run from others. An activation with
/// several learnable parameters has a row for each of them.
/// </summary>
public sealed record TrainingDiagnostic
{
    /// <summary>The activation's canonical name.</summary>
    public required string Activation { get; init; }
    /// <summary>The number of hidden layers.</summary>
    public required int Depth { get; init; }
    /// <summary>The hidden layers' width, or null where they differ.</summary>
    public required int? Width { get; init; }
    /// <summary>The hidden layers as text, such as <c>500x7-300-200-100</c>.</summary>
    public required string HiddenLayers { get; init; }
    /// <summary>Examples a step.</summary>
    public required int BatchSize { get; init; }
    /// <summary>The learning rate before any schedule.</summary>
    public required double LearningRate { get; init; }
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
    /// <summary>Steps done; 0 before the first.</summary>
    public required int Step { get; init; }
    /// <summary>Passes over the training set done.</summary>
    public required double Epoch { get; init; }
    /// <summary>The hidden layer, from 1.</summary>
    public required int Layer { get; init; }
    /// <inheritdoc cref="LayerDiagnostic.Mean"/>
    public required double Mean { get; init; }
    /// <inheritdoc cref="LayerDiagnostic.StandardDeviation"/>
    public required double StandardDeviation { get; init; }
    /// <inheritdoc cref="LayerDiagnostic.DeadShare"/>
    public required double DeadShare { get; init; }
    /// <inheritdoc cref="LayerDiagnostic.GradientNorm"/>
    public required double GradientNorm { get; init; }
    /// <inheritdoc cref="LayerDiagnostic.WeightNorm"/>
    public required double WeightNorm { get; init; }
    /// <summary>The learnable parameter of the columns that follow; null where the activation has none.</summary>
    public required string? Constant { get; init; }
    /// <summary>The mean of the layer's values of the constant; null without one.</summary>
    public required double? ConstantMean { get; init; }
    /// <summary>The smallest of them; null without one.</summary>
    public required double? ConstantMinimum { get; init; }
    /// <summary>The largest of them; null without one.</summary>
    public required double? ConstantMaximum { get; init; }
    /// <summary>The fingerprint of the run.</summary>
    public required string Recipe { get; init; }

    /// <summary>What was seen in a run, by step and then layer; nothing where the recipe did not ask for it.</summary>
    /// <param name="result">A result.</param>
    public static IEnumerable<TrainingDiagnostic> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
            from layer in result.GetDiagnostics()
            from constant in layer.Constants.Count == 0 ? [null] : layer.Constants.Cast<ConstantSpread?>()
            select Of(result, layer, constant);
    }

    private static TrainingDiagnostic Of(
        TrainingResult result, LayerDiagnostic layer, ConstantSpread? constant) => new()
    {
        Activation = result.Activation,
        Depth = result.Depth,
        Width = result.Width,
        HiddenLayers = result.HiddenLayers,
        BatchSize = result.BatchSize,
        LearningRate = result.LearningRate,
        Optimizer = result.Optimizer,
        Schedule = result.Schedule,
        L2 = result.L2,
        Dropout = result.Dropout,
        BatchNorm = result.BatchNorm,
        Residual = result.Residual,
        Initializer = result.Initializer,
        Dataset = result.Dataset,
        Seed = result.Seed,
        Step = layer.Step,
        Epoch = layer.Step == 0 ? 0 : result.Epochs * layer.Step / result.Steps,
        Layer = layer.Layer,
        Mean = layer.Mean,
        StandardDeviation = layer.StandardDeviation,
        DeadShare = layer.DeadShare,
        GradientNorm = layer.GradientNorm,
        WeightNorm = layer.WeightNorm,
        Constant = constant?.Name,
        ConstantMean = constant?.Mean,
        ConstantMinimum = constant?.Minimum,
        ConstantMaximum = constant?.Maximum,
        Recipe = result.Recipe,
    };
}
