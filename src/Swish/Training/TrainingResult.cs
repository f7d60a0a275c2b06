using System.Text.Json.Serialization;
using Swish.Data;
using Swish.Recipes;
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

    /// <summary>Creates the result of a run that has done nothing yet: Failed, with figures that do not exist.</summary>
    /// <param name="run">The run.</param>
    public TrainingResult(RunIdentity run) => Run = run;

    /// <summary>Creates a result to be filled by the result log's reader.</summary>
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
    /// <summary>Passes over the training set that were done, a fraction where the last one is incomplete.</summary>
    public double Epochs { get; init; } = double.NaN;
    /// <summary>Steps that were done.</summary>
    public int Steps { get; init; }
    /// <summary>Gets how the run ended: the name of a <see cref="Swish.Training.RunStatus"/>.</summary>
    [JsonIgnore]
    public string Status => RunStatus.ToString();
    /// <summary>The share of test images correctly classified, 0 to 1; 1/classes for a diverged run.</summary>
    public double TestAccuracy { get; init; } = double.NaN;
    /// <summary>
    /// The share of validation images correctly classified, 0 to 1; NaN without a validation set; 1/classes for a
    /// diverged run.
    /// </summary>
    public double ValidationAccuracy { get; init; } = double.NaN;
    /// <summary>Mean cross-entropy over the test set, in nats; NaN for a diverged run.</summary>
    public double TestLoss { get; init; } = double.NaN;
    /// <summary>
    /// Mean cross-entropy of the batches of the last epoch (of all steps, where there are fewer), in nats, without
    /// penalties.
    /// </summary>
    public double TrainLoss { get; init; } = double.NaN;
    /// <summary>The number of trained parameters.</summary>
    public long Parameters { get; init; }
    /// <summary>Wall time of training and evaluation, in seconds.</summary>
    public double Seconds { get; init; } = double.NaN;
    /// <summary>Training examples a second of training time, evaluations apart.</summary>
    public double SamplesPerSecond { get; init; } = double.NaN;
    /// <summary>
    /// A hash of all parameters, averages and running statistics; empty for a run that did not complete.
    /// </summary>
    [JsonIgnore]
    public string WeightHash { get; init; } = "";
    /// <inheritdoc cref="RunIdentity.RunId"/>
    [JsonIgnore]
    public string RunId => Run.RunId;
    /// <summary>The number of classes; null in results of versions that did not record it.</summary>
    public int? Classes { get; init; }
    /// <summary>
    /// The accuracy of one answer to everything: the largest class's share of the test set, 0 to 1; NaN where it was not
    /// recorded.
    /// </summary>
    public double ChanceAccuracy { get; init; } = double.NaN;
    /// <summary>The number of test examples; null where it was not recorded.</summary>
    public int? TestCount { get; init; }
    /// <inheritdoc cref="RunIdentity.Setting"/>
    public string Setting => Run.Setting;
    /// <inheritdoc cref="RunIdentity.OtherSettings"/>
    [JsonIgnore]
    public string OtherSettings => Run.OtherSettings;

    // The columns that are enumerations are text, since ConvertTo-Json writes the number of an enumeration.
    [JsonInclude]
    [JsonPropertyName("status")]
    [JsonPropertyOrder(-1)]
    internal RunStatus RunStatus { get; init; } = RunStatus.Failed;

    private RunIdentity Run { get; init; }

    /// <summary>Creates the result of a run that has done nothing yet.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static TrainingResult CreateFailed(TrainingRecipe recipe, Dataset dataset) =>
        new(RunIdentity.Of(recipe, dataset))
        {
            Classes = dataset.Classes,
            ChanceAccuracy = dataset.Test.LargestClassShare,
            TestCount = dataset.Test.Count,
        };

    /// <summary>Returns the columns that tell the run from others. A method, so that it is no column itself.</summary>
    public RunIdentity GetIdentity() => Run;

    /// <summary>Returns the same figures as those of another run.</summary>
    /// <param name="run">The run.</param>
    public TrainingResult WithIdentity(RunIdentity run) => this with { Run = run };

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
