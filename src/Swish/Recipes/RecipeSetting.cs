using System.Text.Json;

namespace Swish.Recipes;

/// <summary>
/// One setting of a recipe, declared once in <see cref="RecipeSettings"/>. The grid, validation, JSON, fingerprint,
/// result columns and the binding of the cmdlets' parameters all come from the declaration.
/// </summary>
public abstract class RecipeSetting
{
    private protected RecipeSetting(string property)
    {
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

    /// <summary>The type of a value as a parameter: that of the recipe's property, or text.</summary>
    public abstract Type ParameterType { get; }

    /// <summary>The allowed values as a sentence without its end; null where all values of the type are allowed.</summary>
    public virtual string? Allowed => null;

    /// <summary>Gets the value in a recipe, as a parameter has it.</summary>
    /// <param name="recipe">The recipe.</param>
    public abstract object? Get(TrainingRecipe recipe);

    /// <summary>Throws where the value in a recipe is out of range.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">It is; the id is Invalid and the setting's name.</exception>
    public abstract void Validate(TrainingRecipe recipe);

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
    public abstract bool IsDefault(TrainingRecipe recipe);

    /// <summary>Returns a recipe with another value.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="value">A value of <see cref="ParameterType"/>.</param>
    /// <exception cref="SwishException">A text cannot be read.</exception>
    internal abstract TrainingRecipe With(TrainingRecipe recipe, object? value);

    /// <summary>Makes an array of values of the recipe's property from values of parameters.</summary>
    internal abstract Array ToArray(IEnumerable<object?> values);

    /// <summary>Returns a recipe for each value of an array that <see cref="ToArray"/> made.</summary>
    internal abstract IEnumerable<TrainingRecipe> Expand(TrainingRecipe recipe, Array values);

    /// <summary>Writes the value as a field of a JSON object.</summary>
    internal abstract void Write(Utf8JsonWriter writer, TrainingRecipe recipe);

    /// <summary>Returns a recipe with the value of a JSON field.</summary>
    internal abstract TrainingRecipe Read(TrainingRecipe recipe, JsonElement value);
}
