using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Swish.Recipes;

/// <summary>
/// A recipe's canonical JSON: the settings in the order of their declarations, invariant, without white space, and with
/// doubles that read back to the same bits. Equal recipes have equal text; fingerprints are hashes of this text.
/// </summary>
public static class RecipeJson
{
    private static readonly Lazy<Dictionary<string, string>> DefaultValues = new(() =>
    {
        using JsonDocument document = JsonDocument.Parse(Write(TrainingRecipe.Default));
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText());
    });

    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">Any recipe whose doubles are finite.</param>
    /// <returns>One JSON object.</returns>
    /// <exception cref="SwishException">A double is NaN or infinite (InvalidRecipe).</exception>
    public static string Write(TrainingRecipe recipe) => Encoding.UTF8.GetString(WriteUtf8(recipe));

    /// <summary>
    /// Reads what <see cref="Write(TrainingRecipe)"/> wrote, with the fields in any order; fields that are missing keep
    /// their defaults.
    /// </summary>
    /// <param name="json">One JSON object.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="SwishException">The text is not JSON, has an unknown field, or a value of another type
    /// (InvalidRecipeJson); or the activation is not known here.</exception>
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
            throw Invalid($"A field of the recipe's JSON has a value of the wrong kind: {error.Message}", error);
        }
    }

    /// <summary>The canonical JSON as UTF-8.</summary>
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
    /// The canonical JSON without the activation, the seed and what only observes: what runs that are compared share.
    /// </summary>
    internal static byte[] WriteSettingUtf8(JsonElement recipe)
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

        static bool IsLeftOut(RecipeSetting? setting) =>
            setting == RecipeSettings.Activation || setting == RecipeSettings.Seed || setting is { OnlyObserves: true };
    }

    /// <summary>
    /// The settings that have no column of their own and are not the default, such as
    /// <c>Momentum=0.5; WarmupStep=100</c>.
    /// </summary>
    internal static string DescribeOtherSettings(JsonElement recipe) => string.Join("; ",
        from field in recipe.EnumerateObject()
        let setting = RecipeSettings.Find(field.Name)
        where setting is not { Column: not null } and not { OnlyObserves: true }
        where field.Value.GetRawText() != DefaultValues.Value.GetValueOrDefault(field.Name)
        select $"{setting?.Name ?? field.Name}={field.Value}");

    private static SwishException Invalid(string message, Exception? cause, object? offendingValue = null) =>
        new("InvalidRecipeJson", ErrorKind.InvalidData, message, offendingValue, cause);
}
