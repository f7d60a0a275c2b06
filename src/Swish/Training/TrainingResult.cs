using System.Text.Json.Serialization;
using Swish.Data;
using Swish.Models;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>
/// Represents the result of a run as the flat row of a table. Numbers that do not exist (without a validation set, or
/// if the run failed) are NaN. <see cref="GetHistory"/> returns the learning curve, and <see cref="GetDiagnostics"/>
/// the statistics of the hidden layers.
/// </summary>
public sealed record TrainingResult
{
    private IReadOnlyList<TrainingPoint> _history = [];
    private IReadOnlyList<LayerDiagnostic> _diagnostics = [];
    private DatasetIdentity _dataset = new();
    private TrainedNetwork? _network;
    private string? _logPath;
    private ExampleCorrectness? _correctness;

    /// <summary>Creates a result with the status Failed, in which all numbers are NaN.</summary>
    /// <param name="run">The identity of the run.</param>
    public TrainingResult(RunIdentity run) => Run = run;

    /// <summary>Creates a result that the reader of result logs fills.</summary>
    [JsonConstructor]
    internal TrainingResult()
        : this((RunIdentity)null!)
    {
    }

    /// <inheritdoc cref="RunIdentity.Activation"/>
    public string Activation => Run.Activation;
    /// <inheritdoc cref="RunIdentity.Depth"/>
    public int Depth => Run.Depth;
    /// <inheritdoc cref="RunIdentity.Width"/>
    public int? Width => Run.Width;
    /// <inheritdoc cref="RunIdentity.HiddenLayers"/>
    public string HiddenLayers => Run.HiddenLayers;
    /// <inheritdoc cref="RunIdentity.Network"/>
    [JsonIgnore]
    public string? Network => Run.Network;
    /// <inheritdoc cref="RunIdentity.BatchSize"/>
    public int BatchSize => Run.BatchSize;
    /// <inheritdoc cref="RunIdentity.LearningRate"/>
    public double LearningRate => Run.LearningRate;
    /// <inheritdoc cref="RunIdentity.Optimizer"/>
    public string Optimizer => Run.Optimizer.ToString();
    /// <inheritdoc cref="RunIdentity.Schedule"/>
    public string Schedule => Run.Schedule.ToString();
    /// <inheritdoc cref="RunIdentity.L2"/>
    public double L2 => Run.L2;
    /// <inheritdoc cref="RunIdentity.Dropout"/>
    public double Dropout => Run.Dropout;
    /// <inheritdoc cref="RunIdentity.BatchNorm"/>
    public string BatchNorm => Run.BatchNorm;
    /// <inheritdoc cref="RunIdentity.Residual"/>
    public bool Residual => Run.Residual;
    /// <inheritdoc cref="RunIdentity.Initializer"/>
    public string Initializer => Run.Initializer;
    /// <inheritdoc cref="RunIdentity.Dataset"/>
    [JsonIgnore]
    public string Dataset => Run.Dataset;
    /// <inheritdoc cref="RunIdentity.Seed"/>
    public int Seed => Run.Seed;
    /// <inheritdoc cref="RunIdentity.SplitSeed"/>
    [JsonIgnore]
    public int? SplitSeed => Run.SplitSeed;
    /// <summary>Gets the number of passes over the training set that were done, possibly a fraction.</summary>
    public double Epochs { get; init; } = double.NaN;
    /// <summary>Gets the number of steps that were done.</summary>
    public int Steps { get; init; }
    /// <summary>Gets how the run ended: the name of a <see cref="Swish.Training.RunStatus"/>.</summary>
    [JsonIgnore]
    public string Status => RunStatus.ToString();
    /// <summary>
    /// Gets the fraction of test images that are correctly classified, 0 to 1; 1/classes if the run diverged.
    /// </summary>
    public double TestAccuracy { get; init; } = double.NaN;
    /// <summary>
    /// Gets the fraction of validation images that are correctly classified, 0 to 1; NaN without a validation set;
    /// 1/classes if the run diverged.
    /// </summary>
    public double ValidationAccuracy { get; init; } = double.NaN;
    /// <summary>
    /// Gets the coefficient of determination R² over the test set: 1 − Σ(p − t)²/Σ(t − mean)², at most 1; null for
    /// classes.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? R2 { get; init; }
    /// <summary>
    /// Gets the root of the mean squared error over the test set, in the unit of the label; null for classes.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RMSE { get; init; }
    /// <summary>Gets the mean absolute error over the test set, in the unit of the label; null for classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MAE { get; init; }
    /// <summary>
    /// Gets the mean loss over the test set: the cross-entropy in nats, or for regression that of the label divided by
    /// its standard deviation; NaN if the run diverged.
    /// </summary>
    public double TestLoss { get; init; } = double.NaN;
    /// <summary>
    /// Gets the mean cross-entropy of the last epoch's batches (of all batches, if there were fewer), in nats, without
    /// the L2 penalty.
    /// </summary>
    public double TrainLoss { get; init; } = double.NaN;
    /// <summary>Gets the number of parameters of the network.</summary>
    public long Parameters { get; init; }
    /// <summary>
    /// Gets the widths of the hidden layers that were trained, as text such as <c>85x2</c>, if they have a gate;
    /// otherwise null. They may differ from <see cref="HiddenLayers"/>, see <see cref="Swish.Networks.GateWidth"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GateLayers { get; init; }
    /// <summary>
    /// Gets the plan of a sweep that added seeds until its comparisons were decided, as text such as
    /// <c>5 looks, 30 seeds</c> for five looks with at most 30 seeds; null for other runs. See <see cref="SequentialPlan"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Looks { get; init; }
    /// <summary>Gets the wall-clock time of training and evaluation, in seconds.</summary>
    public double Seconds { get; init; } = double.NaN;
    /// <summary>Gets the number of training examples per second of training time, without evaluations.</summary>
    public double SamplesPerSecond { get; init; } = double.NaN;
    /// <summary>
    /// Gets a hash of all parameters, averages and running statistics; empty if the run did not complete.
    /// </summary>
    [JsonIgnore]
    public string WeightHash { get; init; } = "";
    /// <inheritdoc cref="RunIdentity.RunId"/>
    [JsonIgnore]
    public string RunId => Run.RunId;
    /// <summary>Gets the number of classes; null in logs of versions that did not record it.</summary>
    public int? Classes { get; init; }
    /// <summary>
    /// Gets the accuracy of always predicting the most frequent class: its fraction of the test set, 0 to 1; NaN in
    /// logs of versions that did not record it.
    /// </summary>
    public double ChanceAccuracy { get; init; } = double.NaN;
    /// <summary>Gets the number of test examples; null in logs of versions that did not record it.</summary>
    public int? TestCount { get; init; }
    /// <inheritdoc cref="RunIdentity.Setting"/>
    public string Setting => Run.Setting;
    /// <inheritdoc cref="RunIdentity.OtherSettings"/>
    [JsonIgnore]
    public string OtherSettings => Run.OtherSettings;
    /// <summary>Gets the path of the ONNX file of the network; null if it was not written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NetworkPath { get; init; }
    /// <inheritdoc cref="RunIdentity.Formula"/>
    [JsonIgnore]
    public string Formula => Run.Formula;

    // The columns that are enumerations are text, since ConvertTo-Json writes the number of an enumeration.
    [JsonInclude]
    [JsonPropertyName("status")]
    [JsonPropertyOrder(-1)]
    internal RunStatus RunStatus { get; init; } = RunStatus.Failed;

    private RunIdentity Run { get; init; }

    /// <summary>
    /// Creates a result with the status Failed, in which all numbers that only training gives are NaN.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The result.</returns>
    public static TrainingResult CreateFailed(TrainingRecipe recipe, Dataset dataset) =>
        new(RunIdentity.Of(recipe, dataset))
        {
            _dataset = DatasetIdentity.Of(dataset),
            Classes = dataset.Classes,
            ChanceAccuracy = dataset.Test.MaxClassShare,
            TestCount = dataset.Test.Count,
            GateLayers = RecipeNetwork.GateLayers(recipe, dataset)?.ToString(),
        };

    /// <summary>
    /// Gets the columns that identify the run. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The identity of the run.</returns>
    public RunIdentity GetIdentity() => Run;

    /// <summary>Creates a copy with another identity.</summary>
    /// <param name="run">The identity.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithIdentity(RunIdentity run) => this with { Run = run };

    /// <summary>
    /// Gets what is known of the data set, such as the names of its classes. This is a method because PowerShell shows
    /// properties as columns.
    /// </summary>
    /// <returns>The data set's names and fingerprints.</returns>
    public DatasetIdentity GetDatasetIdentity() => _dataset;

    /// <summary>
    /// Gets the fingerprint of the data set before any split. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The fingerprint; empty if it is not known.</returns>
    public string GetSourceFingerprint() => Run.Sources.Dataset;

    /// <summary>Creates a copy with another data set identity.</summary>
    /// <param name="dataset">The data set's names and fingerprints.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithDatasetIdentity(DatasetIdentity dataset) => this with { _dataset = dataset };

    /// <summary>
    /// Gets the learning curve. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The points, in the order of their steps.</returns>
    public IReadOnlyList<TrainingPoint> GetHistory() => _history;

    /// <summary>Creates a copy with another learning curve.</summary>
    /// <param name="history">The points, in the order of their steps.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithHistory(IReadOnlyList<TrainingPoint> history) => this with { _history = history };

    /// <summary>
    /// Gets the statistics of the hidden layers. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The statistics, by step and then layer; empty if the recipe has no diagnostics.</returns>
    public IReadOnlyList<LayerDiagnostic> GetDiagnostics() => _diagnostics;

    /// <summary>Creates a copy with other statistics of the hidden layers.</summary>
    /// <param name="diagnostics">The statistics, by step and then layer.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithDiagnostics(IReadOnlyList<LayerDiagnostic> diagnostics) =>
        this with { _diagnostics = diagnostics };

    /// <summary>
    /// Gets which test examples the network classifies correctly. This is a method because PowerShell shows properties
    /// as columns.
    /// </summary>
    /// <returns>
    /// One bit for each test example; null for regression, if the run did not complete, if its log was written by a
    /// version that did not record it, or for more than <see cref="ExampleCorrectness.MaxCount"/> test examples.
    /// </returns>
    public ExampleCorrectness? GetCorrectness() => _correctness;

    /// <summary>Creates a copy with the correctness of other test examples.</summary>
    /// <param name="correctness">One bit for each test example, or null.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithCorrectness(ExampleCorrectness? correctness) =>
        this with { _correctness = correctness };

    /// <summary>
    /// Gets the trained network, if the run kept it in memory. This is a method because PowerShell shows properties as
    /// columns.
    /// </summary>
    /// <returns>The network; null if it was not kept, or if the run did not complete.</returns>
    public TrainedNetwork? GetNetwork() => _network;

    /// <summary>
    /// Gets the path of the result log that the result was read from. This is a method because PowerShell shows properties
    /// as columns.
    /// </summary>
    /// <returns>The path; null for a run of this session. <see cref="NetworkPath"/> is input if it is that of a log.</returns>
    public string? GetLogPath() => _logPath;

    /// <summary>Creates a copy that was read from another result log.</summary>
    /// <param name="path">The path of the log, or null.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithLogPath(string? path) => this with { _logPath = path };

    /// <summary>Creates a copy that keeps a network.</summary>
    /// <param name="network">The network, or null.</param>
    /// <returns>The copy.</returns>
    public TrainingResult WithNetwork(TrainedNetwork? network) => this with { _network = network };
}
