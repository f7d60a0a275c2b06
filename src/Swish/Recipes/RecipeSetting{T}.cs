namespace Swish.Recipes;

/// <summary>
/// Describes a setting by the type of its property. The base class does the work, so that the JIT compiles it once for
/// all types.
/// </summary>
/// <typeparam name="T">
/// The type of the recipe's property: a number, a bool, an enumeration, or a type that can be written as text.
/// </typeparam>
public class RecipeSetting<T> : RecipeSetting
{
    private readonly Func<TrainingRecipe, T> _get;
    private readonly Func<TrainingRecipe, T, TrainingRecipe> _with;

    /// <summary>Declares a setting.</summary>
    /// <param name="property">The name of the recipe's property.</param>
    /// <param name="get">Gets the value of the property.</param>
    /// <param name="with">Creates a copy of a recipe with another value of the property.</param>
    internal RecipeSetting(
        string property, Func<TrainingRecipe, T> get, Func<TrainingRecipe, T, TrainingRecipe> with)
        : base(property, typeof(T))
    {
        _get = get;
        _with = with;
    }

    internal override Array ToArray(IEnumerable<object?> values) =>
        values.Select(value => (T)FromParameter(value)!).ToArray();

    private protected override object? GetValue(TrainingRecipe recipe) => _get(recipe);

    private protected override TrainingRecipe WithValue(TrainingRecipe recipe, object? value) =>
        _with(recipe, (T)value!);
}
