using System.Buffers;
using System.Text;
using System.Text.Json;
using Swish.Activations;
using Swish.Networks;

namespace Swish.Training;

/// <summary>
/// A recipe's canonical JSON: every field (<c>diagnostic</c> only where it is true), in a fixed order, invariant,
/// without white space, and with doubles that read back to the same bits. Equal recipes have equal text; the text is
/// what a fingerprint is made of.
/// </summary>
public static class RecipeJson
{
    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">Any recipe whose doubles are finite.</param>
    /// <exception cref="SwishException">A double is NaN or infinite (InvalidRecipe).</exception>
    public static string Write(TrainingRecipe recipe) => Encoding.UTF8.GetString(WriteUtf8(recipe));

    /// <summary>
    /// Reads what <see cref="Write(TrainingRecipe)"/> wrote, in any order of the fields; fields that are missing keep
    /// their defaults.
    /// </summary>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="SwishException">The text is not JSON, has an unknown field, or a value of another type
    /// (InvalidRecipeJson); or the activation is not known here.</exception>
    public static TrainingRecipe Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Invalid($"The text is not the JSON of a recipe: {error.Message}", error);
        }
    }

    /// <summary>The canonical JSON as UTF-8.</summary>
    internal static byte[] WriteUtf8(TrainingRecipe recipe)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer)) Write(writer, recipe);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a recipe as the next value of a larger document.</summary>
    internal static void Write(Utf8JsonWriter writer, TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        writer.WriteStartObject();
        writer.WriteString("activation", recipe.Activation.ToString());
        writer.WriteString("hiddenLayers", recipe.HiddenLayers.ToString());
        writer.WriteNumber("batchSize", recipe.BatchSize);
        WriteDouble(writer, "learningRate", recipe.LearningRate);
        writer.WriteString("optimizer", recipe.Optimizer.ToString());
        WriteDouble(writer, "momentum", recipe.Momentum);
        WriteDouble(writer, "weightDecay", recipe.WeightDecay);
        WriteDouble(writer, "gradientClip", recipe.GradientClip);
        writer.WriteString("schedule", recipe.Schedule.ToString());
        WriteDouble(writer, "decayRate", recipe.DecayRate);
        writer.WriteNumber("decayStep", recipe.DecayStep);
        writer.WriteBoolean("staircase", recipe.Staircase);
        writer.WriteNumber("warmupStep", recipe.WarmupStep);
        WriteDouble(writer, "l2", recipe.L2);
        writer.WriteString("l2Layer", recipe.L2Layer.ToString());
        WriteDouble(writer, "movingAverageDecay", recipe.MovingAverageDecay);
        writer.WriteNumber("batchNormInterval", recipe.BatchNormInterval);
        writer.WriteString("batchNormPosition", recipe.BatchNormPosition.ToString());
        writer.WriteBoolean("residual", recipe.Residual);
        WriteDouble(writer, "dropout", recipe.Dropout);
        writer.WriteString("initializer", recipe.Initializer.ToString());
        WriteDouble(writer, "initializerDeviation", recipe.InitializerDeviation);
        WriteDouble(writer, "initialBias", recipe.InitialBias);
        writer.WriteBoolean("standardize", recipe.Standardize);
        writer.WriteNumber("epochs", recipe.Epochs);
        if (recipe.Steps is int steps) writer.WriteNumber("steps", steps);
        else writer.WriteNull("steps");
        writer.WriteNumber("seed", recipe.Seed);
        writer.WriteNumber("evaluateEvery", recipe.EvaluateEvery);
        writer.WriteNumber("validationCount", recipe.ValidationCount);
        // Only where it is set: runs without it keep the text, and the fingerprint, that they had before it was there.
        if (recipe.Diagnostic) writer.WriteBoolean("diagnostic", true);
        writer.WriteEndObject();
    }

    /// <summary>Reads a recipe that stands within a larger document.</summary>
    internal static TrainingRecipe Read(JsonElement element)
    {
        try
        {
            TrainingRecipe recipe = new();
            foreach (JsonProperty property in element.EnumerateObject())
                recipe = With(recipe, property.Name, property.Value);
            return recipe;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            throw Invalid($"A field of the recipe's JSON has a value of the wrong kind: {error.Message}", error);
        }
    }

    private static TrainingRecipe With(TrainingRecipe recipe, string field, JsonElement value) => field switch
    {
        "activation" => recipe with { Activation = ActivationCatalog.Parse(value.GetString() ?? "") },
        "hiddenLayers" => recipe with { HiddenLayers = HiddenLayerList.Parse(value.GetString() ?? "?") },
        "batchSize" => recipe with { BatchSize = value.GetInt32() },
        "learningRate" => recipe with { LearningRate = value.GetDouble() },
        "optimizer" => recipe with { Optimizer = ReadEnum<OptimizerKind>(value) },
        "momentum" => recipe with { Momentum = value.GetDouble() },
        "weightDecay" => recipe with { WeightDecay = value.GetDouble() },
        "gradientClip" => recipe with { GradientClip = value.GetDouble() },
        "schedule" => recipe with { Schedule = ReadEnum<ScheduleKind>(value) },
        "decayRate" => recipe with { DecayRate = value.GetDouble() },
        "decayStep" => recipe with { DecayStep = value.GetInt32() },
        "staircase" => recipe with { Staircase = value.GetBoolean() },
        "warmupStep" => recipe with { WarmupStep = value.GetInt32() },
        "l2" => recipe with { L2 = value.GetDouble() },
        "l2Layer" => recipe with { L2Layer = ReadEnum<L2Layer>(value) },
        "movingAverageDecay" => recipe with { MovingAverageDecay = value.GetDouble() },
        "batchNormInterval" => recipe with { BatchNormInterval = value.GetInt32() },
        "batchNormPosition" => recipe with { BatchNormPosition = ReadEnum<BatchNormPosition>(value) },
        "residual" => recipe with { Residual = value.GetBoolean() },
        "dropout" => recipe with { Dropout = value.GetDouble() },
        "initializer" => recipe with { Initializer = ReadEnum<InitializerKind>(value) },
        "initializerDeviation" => recipe with { InitializerDeviation = value.GetDouble() },
        "initialBias" => recipe with { InitialBias = value.GetDouble() },
        "standardize" => recipe with { Standardize = value.GetBoolean() },
        "epochs" => recipe with { Epochs = value.GetInt32() },
        "steps" => recipe with { Steps = value.ValueKind == JsonValueKind.Null ? null : value.GetInt32() },
        "seed" => recipe with { Seed = value.GetInt32() },
        "evaluateEvery" => recipe with { EvaluateEvery = value.GetInt32() },
        "validationCount" => recipe with { ValidationCount = value.GetInt32() },
        "diagnostic" => recipe with { Diagnostic = value.GetBoolean() },
        _ => throw Invalid(
            $"A recipe has no field '{field}'; another version of Swish may have written it.", null, field),
    };

    private static T ReadEnum<T>(JsonElement value) where T : struct, Enum
    {
        string? text = value.GetString();
        // Enum.TryParse alone would take numbers and lists.
        return Enum.TryParse(text, out T kind) && kind.ToString() == text
            ? kind
            : throw Invalid(
                $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}.", null, text);
    }

    private static void WriteDouble(Utf8JsonWriter writer, string name, double value)
    {
        if (!double.IsFinite(value))
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"A recipe's {name} is a finite number, not {value}.", value);
        // −0 and 0 make the same run; adding 0 gives them the same text.
        writer.WriteNumber(name, value + 0.0);
    }

    private static SwishException Invalid(string message, Exception? cause, object? offendingValue = null) =>
        new("InvalidRecipeJson", ErrorKind.InvalidData, message, offendingValue, cause);
}
