using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Swish.Recipes;

/// <summary>
/// Reads and writes the canonical JSON of a recipe: the settings in the order of their declarations, in the invariant
/// culture, without white space, with doubles that round-trip. Equal recipes have equal text, and fingerprints are
/// hashes of this text.
/// </summary>
public static class RecipeJson
{
    private static readonly Lazy<Dictionary<string, string>> DefaultValues = new(() =>
    {
        using JsonDocument document = JsonDocument.Parse(Write(TrainingRecipe.Default));
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText());
    });

    /// <summary>Writes a recipe as JSON.</summary>
    /// <param name="recipe">A recipe whose doubles are finite.</param>
    /// <returns>A JSON object.</returns>
    /// <exception cref="SwishException">A double is NaN or infinite (InvalidRecipe).</exception>
    public static string Write(TrainingRecipe recipe) => Encoding.UTF8.GetString(WriteUtf8(recipe));

    /// <summary>
    /// Reads a recipe from JSON that <see cref="Write(TrainingRecipe)"/> wrote. The fields may be in any order; missing
    /// fields have their defaults.
    /// </summary>
    /// <param name="json">A JSON object.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="SwishException">The text is not JSON, or has an unknown field or a value of the wrong type
    /// (InvalidRecipeJson); or there is no such activation (UnknownActivation).</exception>
    public static TrainingRecipe Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            TrainingRecipe recipe = TrainingRecipe.Default;
            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                RecipeSetting setting = RecipeSettings.Find(field.Name) ?? throw Invalid(
                    $"A recipe has no field '{field.Name}'; another version of Swish may have written it.", null,
                    field.Name);
                recipe = setting.Read(recipe, field.Value);
            }
            return recipe;
        }
        catch (JsonException error)
        {
            throw Invalid($"The text is not the JSON of a recipe: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            throw Invalid($"A field of the recipe's JSON has a value of the wrong type: {error.Message}", error);
        }
    }

    /// <summary>Writes a recipe as canonical JSON in UTF-8.</summary>
    internal static byte[] WriteUtf8(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach (RecipeSetting setting in RecipeSettings.All)
                if (!setting.OmitsDefault || !setting.IsDefault(recipe)) setting.Write(writer, recipe);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Writes the JSON of a recipe in UTF-8, without the activation, the seed, and settings that do not affect the
    /// result. Runs whose activations are compared with each other have the same text.
    /// </summary>
    internal static byte[] WriteSharedSettingsUtf8(JsonElement recipe)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty field in recipe.EnumerateObject())
                if (!IsLeftOut(RecipeSettings.Find(field.Name))) field.WriteTo(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();

        bool IsLeftOut(RecipeSetting? setting) =>
            setting == RecipeSettings.Activation || setting == RecipeSettings.Seed || OnlyObserves(setting, recipe);
    }

    /// <summary>
    /// Returns the settings that have no column of their own and differ from the default, such as
    /// <c>Momentum=0.5; WarmupStep=100</c>. Names of classes in them are escaped.
    /// </summary>
    internal static string DescribeOtherSettings(JsonElement recipe)
    {
        List<string> settings = [];
        foreach (JsonProperty field in recipe.EnumerateObject())
        {
            RecipeSetting? setting = RecipeSettings.Find(field.Name);
            if (setting is { Column: not null } || OnlyObserves(setting, recipe)) continue;
            if (field.Value.GetRawText() == DefaultValues.Value.GetValueOrDefault(field.Name)) continue;
            settings.Add(PrintableText.EscapeName($"{setting?.Name ?? field.Name}={field.Value}"));
        }
        return string.Join("; ", settings);
    }

    /// <summary>
    /// Determines whether a setting only affects what is recorded. With early stopping, the steps of the evaluations
    /// decide which network is kept.
    /// </summary>
    private static bool OnlyObserves(RecipeSetting? setting, JsonElement recipe) =>
        setting is { OnlyObserves: true }
        && !(setting == RecipeSettings.EvaluateEvery && recipe.TryGetProperty(RecipeSettings.Patience.JsonName, out _));

    private static SwishException Invalid(string message, Exception? cause, object? offendingValue = null) =>
        new("InvalidRecipeJson", ErrorKind.InvalidData, message, offendingValue, cause);
}
