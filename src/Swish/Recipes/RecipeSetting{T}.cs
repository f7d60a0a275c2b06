using System.Globalization;
using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting whose property has a type: a number, a bool, an enumeration, or what has a canonical text.</summary>
/// <typeparam name="T">The type of the recipe's property.</typeparam>
/// <param name="property">The name of the recipe's property.</param>
/// <param name="get">Gets it.</param>
/// <param name="with">Returns a recipe with another value of it.</param>
public class RecipeSetting<T>(
    string property, Func<TrainingRecipe, T> get, Func<TrainingRecipe, T, TrainingRecipe> with)
    : RecipeSetting(property)
{
    /// <summary>The numbers allowed; null where the value is none.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>Reads what the value's ToString writes; null for numbers, bools and enumerations.</summary>
    public Func<string, T>? Parse { get; init; }

    /// <summary>Throws where a value is out of range; null: <see cref="Range"/> or the enumeration decides.</summary>
    public Action<T>? ValidateValue { get; init; }

    /// <inheritdoc/>
    public override Type ParameterType => typeof(T);

    /// <inheritdoc/>
    public override string? Allowed =>
        Range?.Describe(What, whole: typeof(T) != typeof(double))
        ?? (typeof(T).IsEnum ? $"{What} is one of {string.Join(", ", Enum.GetNames(typeof(T)))}" : null);

    /// <inheritdoc/>
    public override object? Get(TrainingRecipe recipe) => ToParameter(get(recipe));

    /// <inheritdoc/>
    public override bool IsDefault(TrainingRecipe recipe) =>
        EqualityComparer<T>.Default.Equals(get(recipe), get(TrainingRecipe.Default));

    /// <inheritdoc/>
    public override void Validate(TrainingRecipe recipe)
    {
        T value = get(recipe);
        ValidateValue?.Invoke(value);
        bool isInRange = value is null
            || (Range?.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)) ?? !typeof(T).IsEnum)
            || (typeof(T).IsEnum && Enum.IsDefined(typeof(T), value));
        if (!isInRange)
            throw new SwishException("Invalid" + Name, ErrorKind.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"{Allowed}, not {value}."), value);
    }

    internal override TrainingRecipe With(TrainingRecipe recipe, object? value) => with(recipe, FromParameter(value));

    internal override Array ToArray(IEnumerable<object?> values) => values.Select(FromParameter).ToArray();

    internal override IEnumerable<TrainingRecipe> Expand(TrainingRecipe recipe, Array values) =>
        ((T[])values).Select(value => with(recipe, value));

    internal override void Write(Utf8JsonWriter writer, TrainingRecipe recipe)
    {
        writer.WritePropertyName(JsonName);
        switch (get(recipe))
        {
            case null: writer.WriteNullValue(); break;
            case bool value: writer.WriteBooleanValue(value); break;
            case int value: writer.WriteNumberValue(value); break;
            case double value when !double.IsFinite(value):
                throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                    $"A recipe's {JsonName} is a finite number, not {value}.", value);
            // −0 and 0 make the same run; adding 0 gives them the same text.
            case double value: writer.WriteNumberValue(value + 0.0); break;
            case var value: writer.WriteStringValue(value.ToString()); break;
        }
    }

    internal override TrainingRecipe Read(TrainingRecipe recipe, JsonElement value) =>
        with(recipe, (T)ReadJson(value)!);

    private protected virtual object? ToParameter(T value) => value;

    private protected virtual T FromParameter(object? value) => (T)value!;

    private object? ReadJson(JsonElement value)
    {
        if (Parse is not null) return Parse(value.GetString() ?? "?");
        if (typeof(T) == typeof(double)) return value.GetDouble();
        if (typeof(T) == typeof(bool)) return value.GetBoolean();
        if (typeof(T) == typeof(int?) && value.ValueKind == JsonValueKind.Null) return null;
        if (!typeof(T).IsEnum) return value.GetInt32();
        string? text = value.GetString();
        // Enum.TryParse by itself would take numbers and lists.
        return Enum.TryParse(typeof(T), text, out object? kind) && kind.ToString() == text
            ? kind
            : throw new SwishException("InvalidRecipeJson", ErrorKind.InvalidData, $"{Allowed}, not '{text}'.", text);
    }
}
