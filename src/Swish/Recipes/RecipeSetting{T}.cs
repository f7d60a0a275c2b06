using System.Text.Json;

namespace Swish.Recipes;

/// <summary>A setting whose property has a type.</summary>
/// <typeparam name="T">The type of the recipe's property.</typeparam>
public abstract class RecipeSetting<T> : RecipeSetting
{
    private readonly Func<TrainingRecipe, T> _get;
    private readonly Func<TrainingRecipe, T, TrainingRecipe> _with;

    private protected RecipeSetting(
        string property, Func<TrainingRecipe, T> get, Func<TrainingRecipe, T, TrainingRecipe> with)
        : base(property)
    {
        _get = get;
        _with = with;
    }

    /// <inheritdoc/>
    public override Type ParameterType => typeof(T);

    /// <summary>Gets the value in a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public T ValueOf(TrainingRecipe recipe) => _get(recipe);

    /// <inheritdoc/>
    public override object? Get(TrainingRecipe recipe) => ToParameter(_get(recipe));

    /// <inheritdoc/>
    public override bool IsDefault(TrainingRecipe recipe) =>
        EqualityComparer<T>.Default.Equals(_get(recipe), _get(TrainingRecipe.Default));

    /// <inheritdoc/>
    public override void Validate(TrainingRecipe recipe)
    {
        T value = _get(recipe);
        if (Allows(value)) return;
        throw new SwishException("Invalid" + Name, ErrorKind.InvalidArgument,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Allowed}, not {value}."), value);
    }

    internal override TrainingRecipe With(TrainingRecipe recipe, object? value) => _with(recipe, FromParameter(value));

    internal override Array ToArray(IEnumerable<object?> values) => values.Select(FromParameter).ToArray();

    internal override IEnumerable<TrainingRecipe> Expand(TrainingRecipe recipe, Array values) =>
        ((T[])values).Select(value => _with(recipe, value));

    internal override void Write(Utf8JsonWriter writer, TrainingRecipe recipe) => WriteValue(writer, _get(recipe));

    internal override TrainingRecipe Read(TrainingRecipe recipe, JsonElement value) => _with(recipe, ReadValue(value));

    /// <summary>Whether a value is in range.</summary>
    private protected virtual bool Allows(T value) => true;

    private protected virtual object? ToParameter(T value) => value;

    private protected virtual T FromParameter(object? value) => (T)value!;

    private protected abstract void WriteValue(Utf8JsonWriter writer, T value);

    private protected abstract T ReadValue(JsonElement value);
}
