using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting whose value has a canonical text.</summary>
/// <typeparam name="T">The type of the recipe's property.</typeparam>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
/// <param name="parse">Reads what the value's ToString writes.</param>
/// <param name="validate">Throws where a value is out of range; null: all are allowed.</param>
public sealed class TextSetting<T>(
    string property, Func<TrainingRecipe, T> get, Func<TrainingRecipe, T, TrainingRecipe> with, Func<string, T> parse,
    Action<T>? validate = null) : RecipeSetting<T>(property, get, with)
    where T : class
{
    /// <inheritdoc/>
    public override void Validate(TrainingRecipe recipe) => validate?.Invoke(ValueOf(recipe));

    private protected override void WriteValue(Utf8JsonWriter writer, T value) =>
        writer.WriteString(JsonName, value.ToString());

    private protected override T ReadValue(JsonElement value) => parse(value.GetString() ?? "?");
}
