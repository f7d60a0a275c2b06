using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>
/// Represents the statistics of a hidden layer at one step, with the columns that identify the run. An activation with
/// several learnable parameters has one row for each of them.
/// </summary>
public sealed record TrainingDiagnostic
{
    private readonly RunIdentity _run;
    private readonly LayerDiagnostic _layer;
    private readonly ParameterSummary? _parameter;

    private TrainingDiagnostic(TrainingResult result, LayerDiagnostic layer, ParameterSummary? parameter)
    {
        _run = result.GetIdentity();
        _layer = layer;
        _parameter = parameter;
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
    /// <inheritdoc cref="RunIdentity.Network"/>
    public string? Network => _run.Network;
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
    /// <inheritdoc cref="RunIdentity.SplitSeed"/>
    public int? SplitSeed => _run.SplitSeed;
    /// <summary>Gets the number of steps done; 0 before the first step.</summary>
    public int Step => _layer.Step;
    /// <summary>Gets the number of passes over the training set, possibly a fraction.</summary>
    public double Epoch { get; }
    /// <summary>Gets the number of the hidden layer, from 1.</summary>
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
    /// <summary>Gets the name of the learnable parameter of this row; null if the activation has none.</summary>
    public string? Constant => _parameter?.Name;
    /// <summary>Gets the mean of the learnable parameter in this layer; null if there is none.</summary>
    public double? ConstantMean => _parameter?.Mean;
    /// <summary>Gets the minimum of the learnable parameter in this layer; null if there is none.</summary>
    public double? ConstantMinimum => _parameter?.Minimum;
    /// <summary>Gets the maximum of the learnable parameter in this layer; null if there is none.</summary>
    public double? ConstantMaximum => _parameter?.Maximum;
    /// <inheritdoc cref="RunIdentity.RunId"/>
    public string RunId => _run.RunId;

    /// <summary>
    /// Creates the rows of a run, by step and then layer.
    /// </summary>
    /// <param name="result">The result of the run.</param>
    /// <returns>The rows; none if the recipe has no diagnostics.</returns>
    public static IEnumerable<TrainingDiagnostic> Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
            from layer in result.GetDiagnostics()
            from parameter in layer.LearnableParameters.Count == 0
                ? [null]
                : layer.LearnableParameters.Cast<ParameterSummary?>()
            select new TrainingDiagnostic(result, layer, parameter);
    }
}
