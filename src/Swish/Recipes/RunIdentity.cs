using System.Text.Json;
using System.Text.Json.Serialization;
using Swish.Data;
using Swish.Networks;

namespace Swish.Recipes;

/// <summary>
/// The columns that tell a run from others. Results, points of learning curves and diagnostics show them in this order.
/// </summary>
public sealed record RunIdentity
{
    /// <summary>The activation's canonical name, with its parameters where they are not the defaults.</summary>
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
    /// <summary>The share of outputs dropped in training, from 0 to below 1.</summary>
    public required double Dropout { get; init; }
    /// <summary>
    /// <c>None</c>, <c>All</c>, or the interval of layers that have batch normalization; <c> (AfterActivation)</c>
    /// follows where that is its position.
    /// </summary>
    public required string BatchNorm { get; init; }
    /// <summary>Whether the network has residual connections.</summary>
    public required bool Residual { get; init; }
    /// <summary>The initializer.</summary>
    public required string Initializer { get; init; }
    /// <summary>The data set's name.</summary>
    [JsonIgnore]
    public string Dataset { get; init; } = "";
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
    /// <summary>The fingerprint of the recipe, the data set and the numerics version: the key of the result log.</summary>
    [JsonIgnore]
    public string RunId { get; init; } = "";
    /// <summary>
    /// What runs share that differ only in activation and seed, as 16 hexadecimal digits: a hash of their other settings
    /// and the data set.
    /// </summary>
    [JsonIgnore]
    public string Setting { get; init; } = "";
    /// <summary>
    /// The settings that have no column of their own and are not the default, such as
    /// <c>Momentum=0.5; WarmupStep=100</c>.
    /// </summary>
    [JsonIgnore]
    public string OtherSettings { get; init; } = "";

    /// <summary>Returns the identity of a run.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static RunIdentity Of(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        RunIdentity identity = new()
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
            BatchNorm = BatchNormSetting.Format(recipe.BatchNormInterval)
                + (recipe.BatchNormInterval > 0 && recipe.BatchNormPosition == BatchNormPosition.AfterActivation
                    ? " (AfterActivation)" : ""),
            Residual = recipe.Residual,
            Initializer = recipe.Initializer.ToString(),
            Dataset = dataset.Name,
            Seed = recipe.Seed,
            RunId = RecipeFingerprint.Compute(recipe, dataset),
        };
        using JsonDocument json = JsonDocument.Parse(RecipeJson.WriteUtf8(recipe));
        return identity.WithSettings(json.RootElement, dataset.Fingerprint);
    }

    /// <summary>Returns the same identity with the columns that come from a recipe's JSON.</summary>
    /// <param name="recipe">The recipe's JSON.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data.</param>
    internal RunIdentity WithSettings(JsonElement recipe, string datasetFingerprint) => this with
    {
        Setting = RecipeFingerprint.ComputeSetting(recipe, datasetFingerprint),
        OtherSettings = RecipeJson.DescribeOtherSettings(recipe),
    };
}
