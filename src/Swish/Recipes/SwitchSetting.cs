using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting that is true or false.</summary>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
public sealed class SwitchSetting(
    string property, Func<TrainingRecipe, bool> get, Func<TrainingRecipe, bool, TrainingRecipe> with)
    : RecipeSetting<bool>(property, get, with)
{
    private protected override void WriteValue(Utf8JsonWriter writer, bool value) =>
        writer.WriteBoolean(JsonName, value);

    private protected override bool ReadValue(JsonElement value) => value.GetBoolean();
}
