using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting that is a whole number, or null where another setting says the same.</summary>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
/// <param name="atLeast">The smallest number allowed.</param>
public sealed class OptionalCountSetting(
    string property, Func<TrainingRecipe, int?> get, Func<TrainingRecipe, int?, TrainingRecipe> with, int atLeast)
    : RecipeSetting<int?>(property, get, with)
{
    /// <inheritdoc/>
    public override string Allowed => new NumberRange(AtLeast: atLeast).Describe(What, whole: true);

    private protected override bool Allows(int? value) => !(value < atLeast);

    private protected override void WriteValue(Utf8JsonWriter writer, int? value)
    {
        if (value is int number) writer.WriteNumber(JsonName, number);
        else writer.WriteNull(JsonName);
    }

    private protected override int? ReadValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();
}
