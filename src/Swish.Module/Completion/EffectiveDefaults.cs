using System.Collections;
using System.Globalization;
using System.Reflection;
using Swish.Module.Parameters;
using Swish.Recipes;

namespace Swish.Module.Completion;

/// <summary>
/// Provides the numbers that apply if a parameter is not given: those of the recipe, or the cmdlet's default.
/// </summary>
internal static class EffectiveDefaults
{
    /// <summary>Returns the numbers with a tooltip that names their source; empty if there are none.</summary>
    /// <param name="property">The cmdlet's property.</param>
    /// <param name="bound">The parameters that were typed so far.</param>
    public static IEnumerable<NameChoice> Of(PropertyInfo property, IDictionary bound)
    {
        if (typeof(IRecipeParameters).IsAssignableFrom(property.ReflectedType) && Recipe(bound) is { } recipe
            && RecipeProperty.Of(recipe).FirstOrDefault(p => p.Name == property.Name) is { } own)
            return Texts(own.Value ?? Layers(recipe, property.Name))
                .Select(text => new NameChoice(text, $"As in the recipe {recipe.Name}"));
        object? cmdlet = Activator.CreateInstance(property.ReflectedType!);
        using (cmdlet as IDisposable)
            return [.. Texts(property.GetValue(cmdlet))
                .Where(text => property.GetCustomAttribute<ValidateNumberAttribute>()?.Allows(Read(text)) ?? true)
                .Select(text => new NameChoice(text, "The default"))];
    }

    private static RecipeGrid? Recipe(IDictionary bound)
    {
        object? given = bound["Recipe"];
        try
        {
            return RecipeArgument.Read(given is object[] many ? many.FirstOrDefault() : given ?? "Default");
        }
        catch (SwishException)
        {
            return null; // no recipe, or none yet
        }
    }

    /// <summary>Returns the depth or the width of a recipe that lists its layers.</summary>
    private static int? Layers(RecipeGrid recipe, string name)
    {
        HiddenLayerList layers = recipe.GetKeptLayers();
        return name switch
        {
            nameof(RecipeGrid.Depth) => layers.Depth,
            nameof(RecipeGrid.Width) => layers.Width,
            _ => null,
        };
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        IEnumerable many => many.Cast<object>().SelectMany(Texts),
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        _ => [],
    };

    private static double Read(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
