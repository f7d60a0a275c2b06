using System.Globalization;
using System.Text.Json;

namespace Swish.Recipes;

/// <summary>
/// One setting of a recipe, declared once in <see cref="RecipeSettings"/>. The grid, validation, JSON, fingerprint,
/// result columns and the binding of the cmdlets' parameters all come from the declaration.
/// </summary>
public abstract class RecipeSetting
{
    private readonly Type _type;

    private protected RecipeSetting(string property, Type type)
    {
        _type = type;
        Property = Name = property;
        JsonName = JsonNamingPolicy.CamelCase.ConvertName(property);
    }

    /// <summary>
    /// The name of the cmdlets' parameter and of the property of recipes in PowerShell; after <c>Invalid</c> the id of
    /// the error for a value out of range.
    /// </summary>
    public string Name { get; init; }

    /// <summary>The name of the property of <see cref="TrainingRecipe"/>, which also has the default.</summary>
    public string Property { get; }

    /// <summary>The name in the recipe's JSON. Fields are written in the order of the declarations.</summary>
    public string JsonName { get; }

    /// <summary>What the setting is, as the beginning of a sentence: <c>The dropout</c>.</summary>
    public required string What { get; init; }

    /// <summary>The unit of a number; empty for a pure number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// The setting's place in the order of a sweep, from 1 for the outermost; 0 where it has one value for all runs.
    /// </summary>
    public int SweepOrder { get; init; }

    /// <summary>The column of <see cref="RunIdentity"/> that shows the setting; null: shown in OtherSettings.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// Whether the JSON has the field only where it is not the default. True for settings that were added later, so that
    /// recipes without them keep their text and their fingerprint.
    /// </summary>
    public bool OmitsDefault { get; init; }

    /// <summary>Whether the setting changes only what is recorded of a run, and no weight, loss or accuracy.</summary>
    public bool OnlyObserves { get; init; }

    /// <summary>Whether the setting has an effect in a recipe; null: always.</summary>
    public Func<TrainingRecipe, bool>? HasEffect { get; init; }

    /// <summary>What <see cref="HasEffect"/> asks for, for a warning: <c>-L2 above 0</c>.</summary>
    public string EffectNeeds { get; init; } = "";

    /// <summary>The numbers allowed; null where the value is none.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>Reads what the value's ToString writes; null for numbers, bools and enumerations.</summary>
    public Func<string, object>? Parse { get; init; }

    /// <summary>Throws where a value is out of range; null: <see cref="Range"/> or the enumeration decides.</summary>
    public Action<object?>? ValidateValue { get; init; }

    /// <summary>The type of a value as a parameter: that of the recipe's property, or text.</summary>
    public virtual Type ParameterType => _type;

    /// <summary>The allowed values as a sentence without its end; null where all values of the type are allowed.</summary>
    public virtual string? Allowed =>
        Range?.Describe(What, whole: _type != typeof(double))
        ?? (_type.IsEnum ? $"{What} is one of {string.Join(", ", Enum.GetNames(_type))}" : null);

    /// <summary>Gets the value in a recipe, as a parameter has it.</summary>
    /// <param name="recipe">The recipe.</param>
    public object? Get(TrainingRecipe recipe) => ToParameter(GetValue(recipe));

    /// <summary>Throws where the value in a recipe is out of range.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">It is; the id is Invalid and the setting's name.</exception>
    public void Validate(TrainingRecipe recipe)
    {
        object? value = GetValue(recipe);
        ValidateValue?.Invoke(value);
        bool isInRange = value is null
            || (Range?.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)) ?? !_type.IsEnum)
            || (_type.IsEnum && Enum.IsDefined(_type, value));
        if (!isInRange)
            throw new SwishException("Invalid" + Name, ErrorKind.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"{Allowed}, not {value}."), value);
    }

    /// <summary>Throws where a parameter's value, or one of an array of them, is out of range.</summary>
    /// <param name="value">A value of <see cref="ParameterType"/>; an array of them where the setting is swept.</param>
    /// <exception cref="SwishException">It is; the id is Invalid and the setting's name.</exception>
    public void Check(object? value)
    {
        foreach (object? one in SweepOrder > 0 ? (System.Collections.IEnumerable)value! : new[] { value })
            Validate(With(TrainingRecipe.Default, one));
    }

    /// <summary>Determines whether a recipe has the default.</summary>
    /// <param name="recipe">The recipe.</param>
    public bool IsDefault(TrainingRecipe recipe) => Equals(GetValue(recipe), GetValue(TrainingRecipe.Default));

    /// <summary>Returns a recipe with another value.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="value">A value of <see cref="ParameterType"/>.</param>
    /// <exception cref="SwishException">A text cannot be read.</exception>
    internal TrainingRecipe With(TrainingRecipe recipe, object? value) => WithValue(recipe, FromParameter(value));

    /// <summary>Makes an array of values of the recipe's property from values of parameters.</summary>
    internal abstract Array ToArray(IEnumerable<object?> values);

    /// <summary>Returns a recipe for each value of an array that <see cref="ToArray"/> made.</summary>
    internal IEnumerable<TrainingRecipe> Expand(TrainingRecipe recipe, Array values) =>
        values.Cast<object?>().Select(value => WithValue(recipe, value));

    /// <summary>Writes the value as a field of a JSON object.</summary>
    internal void Write(Utf8JsonWriter writer, TrainingRecipe recipe)
    {
        writer.WritePropertyName(JsonName);
        switch (GetValue(recipe))
        {
            case null: writer.WriteNullValue(); break;
            case bool value: writer.WriteBooleanValue(value); break;
            case int value: writer.WriteNumberValue(value); break;
            case double value when !double.IsFinite(value):
                throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                    $"A recipe's {JsonName} is a finite number, not {value}.", value);
            // −0 and 0 make the same run; adding 0 gives them the same text.
            case double value: writer.WriteNumberValue(value + 0.0); break;
            case object value: writer.WriteStringValue(value.ToString()); break;
        }
    }

    /// <summary>Returns a recipe with the value of a JSON field.</summary>
    internal TrainingRecipe Read(TrainingRecipe recipe, JsonElement value) => WithValue(recipe, ReadJson(value));

    private protected abstract object? GetValue(TrainingRecipe recipe);

    private protected abstract TrainingRecipe WithValue(TrainingRecipe recipe, object? value);

    private protected virtual object? ToParameter(object? value) => value;

    private protected virtual object? FromParameter(object? value) => value;

    private object? ReadJson(JsonElement value)
    {
        if (Parse is not null) return Parse(value.GetString() ?? "?");
        if (_type == typeof(double)) return value.GetDouble();
        if (_type == typeof(bool)) return value.GetBoolean();
        if (_type == typeof(int?) && value.ValueKind == JsonValueKind.Null) return null;
        if (!_type.IsEnum) return value.GetInt32();
        string? text = value.GetString();
        // Enum.TryParse by itself would take numbers and lists.
        return Enum.TryParse(_type, text, out object? kind) && kind.ToString() == text
            ? kind
            : throw new SwishException("InvalidRecipeJson", ErrorKind.InvalidData, $"{Allowed}, not '{text}'.", text);
    }
}
