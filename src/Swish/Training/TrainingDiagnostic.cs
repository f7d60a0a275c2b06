using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>
/// What was seen of a hidden layer at a step, with the columns that tell its run from others. An activation with
/// several learnable parameters has a row for each of them.
/// </summary>
public sealed record TrainingDiagnostic
{
    private readonly RunIdentity _run;
    private readonly LayerDiagnostic _layer;
    private readonly ConstantSpread? _constant;

    private TrainingDiagnostic(TrainingResult result, LayerDiagnostic layer, ConstantSpread? constant)
    {
        _run = result.GetIdentity();
        _layer = layer;
        _constant = constant;
        Epoch = layer.Step == 0 ? 0 : result.Epochs * layer.Step / result.Steps;
    }

    /// <inheritdoc cref="RunIdentity.Activation"/>
    public string Activation => _run.Activation;
    /// <inheritdoc cref="RunIdentity.Depth"/>
    public int Depth => _run.Depth;
    /// <inheritdoc cref="RunIdentity.Width"/>
    public int? Width => _run.Width;
    /// <inheritdoc cref="RunIdentity.HiddenLayers"/>
    public string HiddenLayers => _run.HiddenLayers;
    /// <inheritdoc cref="RunIdentity.BatchSize"/>
    public int BatchSize => _run.BatchSize;
    /// <inheritdoc cref="RunIdentity.LearningRate"/>
    public double LearningRate => _run.LearningRate;
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
    /// <summary>Steps done; 0 before the first.</summary>
    public int Step => _layer.Step;
    /// <summary>Passes over the training set done.</summary>
    public double Epoch { get; }
    /// <summary>The hidden layer, from 1.</summary>
    public int Layer => _layer.Layer;
    /// <inheritdoc cref="LayerDiagnostic.Mean"/>
    public double Mean => _layer.Mean;
    /// <inheritdoc cref="LayerDiagnostic.StandardDeviation"/>
    public double StandardDeviation => _layer.StandardDeviation;
    /// <inheritdoc cref="LayerDiagnostic.DeadShare"/>
    public double DeadShare => _layer.DeadShare;
    /// <inheritdoc cref="LayerDiagnostic.GradientNorm"/>
    public double GradientNorm => _layer.GradientNorm;
    /// <inheritdoc cref="LayerDiagnostic.WeightNorm"/>
    public double WeightNorm => _layer.WeightNorm;
    /// <summary>The learnable parameter of the columns that follow; null where the activation has none.</summary>
    public string? Constant => _constant?.Name;
    /// <summary>The mean of the layer's values of the constant; null without one.</summary>
    public double? ConstantMean => _constant?.Mean;
    /// <summary>The smallest of them; null without one.</summary>
    public double? ConstantMinimum => _constant?.Minimum;
    /// <summary>The largest of them; null without one.</summary>
    public double? ConstantMaximum => _constant?.Maximum;
    /// <inheritdoc cref="RunIdentity.RunId"/>
    public string RunId => _run.RunId;

    /// <summary>
    /// Returns what was seen in a run, by step and then layer; nothing where the recipe did not ask for it.
    /// </summary>
    /// <param name="result">A result.</param>
    public static IEnumerable<TrainingDiagnostic> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
            from layer in result.GetDiagnostics()
            from constant in layer.Constants.Count == 0 ? [null] : layer.Constants.Cast<ConstantSpread?>()
            select new TrainingDiagnostic(result, layer, constant);
    }
}
