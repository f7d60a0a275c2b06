using System.Globalization;
using System.Text.Json;

namespace Swish.Recipes;

/// <summary>
/// Describes one setting of a recipe, declared once in <see cref="RecipeSettings"/>. The grid, validation, JSON,
/// fingerprint, result columns and the binding of cmdlet parameters all follow from the declaration.
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
    /// Gets the name of the cmdlet parameter and of the property of recipes in PowerShell. The id of the error for a
    /// value out of range is <c>Invalid</c> followed by this name.
    /// </summary>
    public string Name { get; init; }

    /// <summary>
    /// Gets the name of the property of <see cref="TrainingRecipe"/>, whose initializer is the default.
    /// </summary>
    public string Property { get; }

    /// <summary>Gets the name in the JSON of a recipe. Fields are written in the order of the declarations.</summary>
    public string JsonName { get; }

    /// <summary>Gets the setting as the subject of a sentence in error messages: <c>The dropout</c>.</summary>
    public required string What { get; init; }

    /// <summary>Gets the unit of the value, such as <c>steps</c>; empty for a number without a unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// Gets the position of the setting in the nested loops of a sweep, from 1 for the outermost; 0 for a setting that
    /// cannot be swept.
    /// </summary>
    public int SweepOrder { get; init; }

    /// <summary>
    /// Gets the column of <see cref="RunIdentity"/> that shows the setting; null if OtherSettings shows it.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>
    /// Gets whether the JSON omits the field if the value is the default. True for settings that were added later, so
    /// that the JSON and fingerprints of older recipes do not change.
    /// </summary>
    public bool OmitsDefault { get; init; }

    /// <summary>
    /// Gets whether the setting only affects what is recorded of a run, and no weight, loss or accuracy. (With early
    /// stopping, the steps between evaluations have an effect too.)
    /// </summary>
    public bool OnlyObserves { get; init; }

    /// <summary>
    /// Gets whether the value may be null, for none. The grid of a setting that is swept has no array of values then.
    /// </summary>
    public bool MayBeNull { get; init; }

    /// <summary>
    /// Gets a function that determines whether the setting has an effect in a recipe; null for always.
    /// </summary>
    public Func<TrainingRecipe, bool>? HasEffect { get; init; }

    /// <summary>Gets what <see cref="HasEffect"/> requires, as text for a warning: <c>-L2 above 0</c>.</summary>
    public string EffectNeeds { get; init; } = "";

    /// <summary>Gets the numbers allowed; null if the value is not a number.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>Gets the inverse of the value's ToString; null for numbers, bools and enumerations.</summary>
    public Func<string, object>? Parse { get; init; }

    /// <summary>
    /// Gets a function that throws if a value is out of range; null if <see cref="Range"/> or the enumeration defines
    /// the allowed values.
    /// </summary>
    public Action<object?>? ValidateValue { get; init; }

    /// <summary>
    /// Gets the type of the value as a cmdlet parameter: the type of the recipe's property, or string.
    /// </summary>
    public virtual Type ParameterType => _type;

    /// <summary>
    /// Gets the allowed values as a sentence without its period; null if all values of the type are allowed.
    /// </summary>
    public virtual string? Allowed =>
        Range?.Describe(What, whole: _type != typeof(double))
        ?? (_type.IsEnum ? $"{What} is one of {string.Join(", ", Enum.GetNames(_type))}" : null);

    /// <summary>Gets the value of the setting in a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>A value of <see cref="ParameterType"/>.</returns>
    public object? Get(TrainingRecipe recipe) => ToParameter(GetValue(recipe));

    /// <summary>Throws if the value of the setting in a recipe is out of range.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">
    /// The value is out of range. The id is <c>Invalid</c> and the name of the setting.
    /// </exception>
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

    /// <summary>Throws if the value of a cmdlet parameter is out of range.</summary>
    /// <param name="value">
    /// An array of <see cref="ParameterType"/> if the setting can be swept, otherwise a single value.
    /// </param>
    /// <exception cref="SwishException">
    /// A value is out of range. The id is <c>Invalid</c> and the name of the setting.
    /// </exception>
    public void Check(object? value)
    {
        foreach (object? single in SweepOrder > 0 ? (System.Collections.IEnumerable)value! : new[] { value })
            Validate(With(TrainingRecipe.Default, single));
    }

    /// <summary>Determines whether the value of the setting in a recipe is the default.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>True if it is.</returns>
    public bool IsDefault(TrainingRecipe recipe) => Equals(GetValue(recipe), GetValue(TrainingRecipe.Default));

    /// <summary>Creates a copy of a recipe with another value of the setting.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="value">A value of <see cref="ParameterType"/>.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="SwishException">A text cannot be parsed (InvalidBatchNorm).</exception>
    internal TrainingRecipe With(TrainingRecipe recipe, object? value) => WithValue(recipe, FromParameter(value));

    /// <summary>Converts values of a cmdlet parameter to an array of values of the recipe's property.</summary>
    internal abstract Array ToArray(IEnumerable<object?> values);

    /// <summary>Creates a copy of a recipe for each value of an array that <see cref="ToArray"/> returned.</summary>
    internal IEnumerable<TrainingRecipe> Expand(TrainingRecipe recipe, Array values) =>
        values.Cast<object?>().Select(value => WithValue(recipe, value));

    /// <summary>Writes the value of the setting in a recipe as a field of a JSON object.</summary>
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
            // −0 and 0 give the same run, so write both as 0: −0 + 0 is 0.
            case double value: writer.WriteNumberValue(value + 0.0); break;
            case object value: writer.WriteStringValue(value.ToString()); break;
        }
    }

    /// <summary>Creates a copy of a recipe with the value of a JSON field.</summary>
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
        // Compare with ToString, because Enum.TryParse also accepts numbers and lists.
        return Enum.TryParse(_type, text, out object? kind) && kind.ToString() == text
            ? kind
            : throw new SwishException("InvalidRecipeJson", ErrorKind.InvalidData, $"{Allowed}, not '{text}'.", text);
    }
}
