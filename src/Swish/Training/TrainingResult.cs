using System.Globalization;
using Swish.Data;
using Swish.Networks;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>
/// What came of a run, flat, so that it makes a clean table. Figures that do not exist (no validation set, a failed
/// run) are NaN; the learning curve is behind <see cref="GetHistory"/>, what was seen of the layers behind
/// <see cref="GetDiagnostics"/>.
/// </summary>
public sealed record TrainingResult
{
    private IReadOnlyList<TrainingPoint> _history = [];
    private IReadOnlyList<LayerDiagnostic> _diagnostics = [];

    /// <summary>The activation's canonical name, with its constants where they are not the defaults.</summary>
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
    /// <summary>
    /// <c>None</c>, <c>All</c>, or the interval of layers that have batch normalization; <c> (AfterActivation)</c>
    /// follows where it stands there.
    /// </summary>
    public required string BatchNorm { get; init; }
    /// <summary>Whether the network has residual connections.</summary>
    public required bool Residual { get; init; }
    /// <summary>The initializer.</summary>
    public required string Initializer { get; init; }
    /// <summary>The data set's name.</summary>
    public required string Dataset { get; init; }
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
    /// <summary>Passes over the training set that were done, a fraction where the last one is incomplete.</summary>
    public required double Epochs { get; init; }
    /// <summary>Steps that were done.</summary>
    public required int Steps { get; init; }
    /// <summary>How the run ended.</summary>
    public required RunStatus Status { get; init; }
    /// <summary>The share of test images correctly classified, 0 to 1; 1/classes for a diverged run.</summary>
    public required double TestAccuracy { get; init; }
    /// <summary>
    /// The share of validation images correctly classified, 0 to 1; NaN without a validation set; 1/classes for a
    /// diverged run.
    /// </summary>
    public required double ValidationAccuracy { get; init; }
    /// <summary>Mean cross-entropy over the test set, in nats; NaN for a diverged run.</summary>
    public required double TestLoss { get; init; }
    /// <summary>
    /// Mean cross-entropy of the batches of the last epoch (of all steps, where there are fewer), in nats, without
    /// penalties.
    /// </summary>
    public required double TrainLoss { get; init; }
    /// <summary>The number of trained parameters.</summary>
    public required long Parameters { get; init; }
    /// <summary>Wall time of training and evaluation, in seconds.</summary>
    public required double Seconds { get; init; }
    /// <summary>Training examples a second of training time, evaluations apart.</summary>
    public required double SamplesPerSecond { get; init; }
    /// <summary>
    /// A hash of all parameters, averages and running statistics; empty for a run that did not complete.
    /// </summary>
    public required string WeightHash { get; init; }
    /// <summary>The fingerprint of the recipe, the data set and the arithmetic: the key of the result log.</summary>
    public required string Recipe { get; init; }

    /// <summary>
    /// What a recipe and its data say of a run's result: the columns that identify it, and figures that do not exist.
    /// Its Status is Failed; whoever does the run changes it with the figures.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static TrainingResult CreateFailed(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        return CreateFailed(recipe, dataset, RecipeFingerprint.Compute(recipe, dataset));
    }

    /// <summary>The same with a fingerprint that is known, or not wanted.</summary>
    internal static TrainingResult CreateFailed(TrainingRecipe recipe, Dataset dataset, string fingerprint) =>
        new()
        {
            Activation = recipe.Activation.ToString(),
            Depth = recipe.HiddenLayers.Depth,
            Width = recipe.HiddenLayers.Width,
            HiddenLayers = recipe.HiddenLayers.ToString(),
            BatchSize = recipe.BatchSize,
            LearningRate = recipe.LearningRate,
            Optimizer = recipe.Optimizer,
            Schedule = recipe.Schedule,
            L2 = recipe.L2,
            Dropout = recipe.Dropout,
            BatchNorm = DescribeBatchNorm(recipe),
            Residual = recipe.Residual,
            Initializer = recipe.Initializer.ToString(),
            Dataset = dataset.Name,
            Seed = recipe.Seed,
            Epochs = double.NaN,
            Steps = 0,
            Status = RunStatus.Failed,
            TestAccuracy = double.NaN,
            ValidationAccuracy = double.NaN,
            TestLoss = double.NaN,
            TrainLoss = double.NaN,
            Parameters = 0,
            Seconds = double.NaN,
            SamplesPerSecond = double.NaN,
            WeightHash = "",
            Recipe = fingerprint,
        };

    private static string DescribeBatchNorm(TrainingRecipe recipe)
    {
        string layers = recipe.BatchNormInterval switch
        {
            0 => "None",
            1 => "All",
            int interval => interval.ToString(CultureInfo.InvariantCulture),
        };
        bool after = recipe.BatchNormInterval > 0 && recipe.BatchNormPosition == BatchNormPosition.AfterActivation;
        return after ? layers + " (AfterActivation)" : layers;
    }

    /// <summary>The points of the learning curve, in order. A method, so that it is no column of a table.</summary>
    public IReadOnlyList<TrainingPoint> GetHistory() => _history;

    /// <summary>The same result with a learning curve.</summary>
    /// <param name="history">The points, in order of their steps.</param>
    public TrainingResult WithHistory(IReadOnlyList<TrainingPoint> history) => this with { _history = history };

    /// <summary>
    /// What was seen of the hidden layers, by step and then layer; empty where the recipe did not ask for it. A method,
    /// so that it is no column of a table.
    /// </summary>
    public IReadOnlyList<LayerDiagnostic> GetDiagnostics() => _diagnostics;

    /// <summary>The same result with what was seen of its layers.</summary>
    /// <param name="diagnostics">By step, then layer.</param>
    public TrainingResult WithDiagnostics(IReadOnlyList<LayerDiagnostic> diagnostics) =>
        this with { _diagnostics = diagnostics };
}
