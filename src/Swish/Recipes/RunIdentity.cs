using System.Text.Json;
using System.Text.Json.Serialization;
using Swish.Activations;
using Swish.Data;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>
/// Represents the settings that identify a run. Results, points of learning curves and diagnostics show them as columns
/// in this order.
/// </summary>
public sealed record RunIdentity
{
    /// <summary>
    /// Gets the label of the activation: its name, with the parameters that were written or that differ from their
    /// defaults; an expression without a name in braces.
    /// </summary>
    public required string Activation { get; init; }
    /// <summary>
    /// Gets the number of hidden layers; of a network that is described by its layers, those with weights on the
    /// longest path.
    /// </summary>
    public required int Depth { get; init; }
    /// <summary>Gets the width of all hidden layers, or null if they have different widths.</summary>
    public required int? Width { get; init; }
    /// <summary>
    /// Gets the hidden layers as text, such as <c>500x7-300-200-100</c>; empty for a network that is described by its
    /// layers.
    /// </summary>
    public required string HiddenLayers { get; init; }
    /// <summary>
    /// Gets the name of the network, or its layers in braces if it has no name; null for a fully connected network of
    /// <see cref="HiddenLayers"/>.
    /// </summary>
    [JsonIgnore]
    public string? Network { get; init; }
    /// <summary>Gets the number of examples per step.</summary>
    public required int BatchSize { get; init; }
    /// <summary>Gets the learning rate before any schedule.</summary>
    public required double LearningRate { get; init; }
    /// <summary>Gets the optimizer.</summary>
    public required OptimizerKind Optimizer { get; init; }
    /// <summary>Gets the learning rate schedule.</summary>
    public required ScheduleKind Schedule { get; init; }
    /// <summary>Gets the factor of the L2 penalty.</summary>
    public required double L2 { get; init; }
    /// <summary>Gets the dropout probability, from 0 to below 1.</summary>
    public required double Dropout { get; init; }
    /// <summary>
    /// Gets <c>None</c>, <c>All</c>, or the interval of hidden layers that have batch normalization, followed by
    /// <c> (AfterActivation)</c> if that is its position.
    /// </summary>
    public required string BatchNorm { get; init; }
    /// <summary>Gets whether the network has residual connections.</summary>
    public required bool Residual { get; init; }
    /// <summary>Gets the initializer of the weights.</summary>
    public required string Initializer { get; init; }
    /// <summary>Gets the name of the data set.</summary>
    [JsonIgnore]
    public string Dataset { get; init; } = "";
    /// <summary>Gets the random seed.</summary>
    public required int Seed { get; init; }
    /// <summary>
    /// Gets the seed of the split of the data set into training and test examples; null if it was not split at random.
    /// </summary>
    [JsonIgnore]
    public int? SplitSeed { get; init; }
    /// <summary>
    /// Gets the fingerprint of recipe, data set and numerics version: the key of the run in a result log.
    /// </summary>
    [JsonIgnore]
    public string RunId { get; init; } = "";
    /// <summary>
    /// Gets a hash of the data set and of all settings except the activation and the seeds (that of a split of the data
    /// set too), as 16 hexadecimal digits. Runs that differ only in these have the same hash.
    /// </summary>
    [JsonIgnore]
    public string Setting { get; init; } = "";
    /// <summary>
    /// Gets the settings that have no column of their own and differ from the default, such as
    /// <c>Momentum=0.5; WarmupStep=100</c>.
    /// </summary>
    [JsonIgnore]
    public string OtherSettings { get; init; } = "";
    /// <summary>
    /// Gets the formula of the activation: for an expression, with the initial values of its learnable parameters.
    /// </summary>
    [JsonIgnore]
    public string Formula { get; init; } = "";

    /// <summary>
    /// Gets the fingerprint of the data set before any split, and the layers of the network as text, which is empty for a fully
    /// connected network: what their names stand for.
    /// </summary>
    internal (string Dataset, string Network) Sources { get; init; } = ("", "");

    /// <summary>Creates the identity of a run.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The identity.</returns>
    public static RunIdentity Of(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        RunIdentity identity = new()
        {
            Activation = recipe.Activation.Label,
            Depth = recipe.Network?.Depth ?? recipe.HiddenLayers.Depth,
            Width = recipe.Network is null ? recipe.HiddenLayers.Width : null,
            HiddenLayers = recipe.Network is null ? recipe.HiddenLayers.ToString() : "",
            BatchSize = recipe.BatchSize,
            LearningRate = recipe.LearningRate,
            Optimizer = recipe.Optimizer,
            Schedule = recipe.Schedule,
            L2 = recipe.L2,
            Dropout = recipe.Dropout,
            BatchNorm = BatchNormSetting.Format(recipe.BatchNormInterval, recipe.BatchNormPosition),
            Residual = recipe.Residual,
            Initializer = recipe.Initializer.ToString(),
            Dataset = dataset.Name,
            Seed = recipe.Seed,
            SplitSeed = dataset.SplitSeed,
            RunId = RecipeFingerprint.Compute(recipe, dataset),
        };
        using JsonDocument json = JsonDocument.Parse(RecipeJson.WriteUtf8(recipe));
        return identity.WithSettings(json.RootElement, dataset.SourceFingerprint);
    }

    /// <summary>
    /// Creates a copy with the columns that follow from the JSON of a recipe: <see cref="Network"/>,
    /// <see cref="Setting"/>, <see cref="OtherSettings"/> and <see cref="Formula"/>. Where the activation is the whole
    /// text of the JSON, as in logs of version 0.1, it becomes the label.
    /// </summary>
    /// <param name="recipe">The JSON of the recipe.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data set, before any split.</param>
    /// <returns>The copy.</returns>
    internal RunIdentity WithSettings(JsonElement recipe, string datasetFingerprint)
    {
        string text = recipe.TryGetProperty(RecipeSettings.Activation.JsonName, out JsonElement field)
            ? field.GetString() ?? "" : "";
        bool isKnown = ActivationCatalog.TryParse(text, out Activation? activation);
        string? layers = recipe.TryGetProperty(RecipeSettings.Network.JsonName, out JsonElement network)
            ? network.GetString() ?? "" : null;
        return this with
        {
            Activation = isKnown && Activation == text ? activation!.Label : Activation,
            Formula = isKnown ? activation!.Definition : "",
            Network = layers is null ? null : NameOf(layers),
            Sources = (datasetFingerprint, layers ?? ""),
            Setting = RecipeFingerprint.ComputeSettingsHash(recipe, datasetFingerprint),
            OtherSettings = RecipeJson.DescribeOtherSettings(recipe),
        };
    }

    /// <summary>Returns the name of a network; its text if it cannot be parsed, as one of a later version.</summary>
    private static string NameOf(string text)
    {
        try
        {
            return NetworkDefinition.Parse(text).Name;
        }
        catch (SwishException)
        {
            return text;
        }
    }
}
