using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting that is one of an enumeration's members.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
public sealed class ChoiceSetting<T>(
    string property, Func<TrainingRecipe, T> get, Func<TrainingRecipe, T, TrainingRecipe> with)
    : RecipeSetting<T>(property, get, with)
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override string Allowed => $"{What} is one of {string.Join(", ", Enum.GetNames<T>())}";

    private protected override bool Allows(T value) => Enum.IsDefined(value);

    private protected override void WriteValue(Utf8JsonWriter writer, T value) =>
        writer.WriteString(JsonName, value.ToString());

    private protected override T ReadValue(JsonElement value)
    {
        string? text = value.GetString();
        // Enum.TryParse by itself would take numbers and lists.
        return Enum.TryParse(text, out T kind) && kind.ToString() == text
            ? kind
            : throw new SwishException("InvalidRecipeJson", ErrorKind.InvalidData, $"{Allowed}, not '{text}'.", text);
    }
}
