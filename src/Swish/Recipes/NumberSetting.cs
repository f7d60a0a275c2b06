using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting that is a finite number.</summary>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
/// <param name="range">The numbers allowed.</param>
public sealed class NumberSetting(
    string property, Func<TrainingRecipe, double> get, Func<TrainingRecipe, double, TrainingRecipe> with,
    NumberRange range) : RecipeSetting<double>(property, get, with)
{
    /// <inheritdoc/>
    public override string Allowed => range.Describe(What, whole: false);

    private protected override bool Allows(double value) => range.Contains(value);

    private protected override void WriteValue(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"A recipe's {JsonName} is a finite number, not {value}.", value);
        // −0 and 0 make the same run; adding 0 gives them the same text.
        writer.WriteNumber(JsonName, value + 0.0);
    }

    private protected override double ReadValue(JsonElement value) => value.GetDouble();
}
