using System.Management.Automation;
using Swish.Activations;
using Swish.Recipes;
using Swish.Search;

namespace Swish.Module.Parameters;

/// <summary>Reads recipes from what PowerShell passes on.</summary>
internal static class RecipeArgument
{
    /// <summary>The grid that a value stands for, as a copy that may be changed.</summary>
    /// <param name="value">A name, a grid, or a grid that crossed a process.</param>
    /// <exception cref="SwishException">It stands for none (UnknownRecipe, InvalidRecipe).</exception>
    public static RecipeGrid Read(object? value) => ActivationArgument.Unwrap(value) switch
    {
        string name => ReadName(name),
        RecipeGrid grid => grid.Copy(),
        // An activation in the pipeline is trained by the default recipe.
        Activation or ActivationInfo => Default(value),
        null => throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
            "Nothing was given for a recipe; give a name or an object of Get-SwishRecipe."),
        object other => ReadObject(PSObject.AsPSObject(value), other),
    };

    private static RecipeGrid ReadName(string name)
    {
        try
        {
            return RecipeCatalog.Create(name);
        }
        catch (SwishException error) when (SessionActivations.TryParse(name, out _))
        {
            throw new SwishException(error.ErrorId, error.Kind,
                $"{error.Message} {name} is an activation; give it with -Activation.", name, error);
        }
    }

    private static RecipeGrid ReadObject(PSObject wrapped, object value)
    {
        // What Search-Activation found is trained by the default recipe where no other is given.
        if (wrapped.TypeNames.Any(n => n.EndsWith(typeof(SearchResult).FullName!, StringComparison.Ordinal)))
            return Default(value);
        if (!wrapped.TypeNames.Contains("Deserialized." + typeof(RecipeGrid).FullName))
        {
            // Results, rows of a CSV file and whatever else has an activation.
            if (wrapped.Properties["Activation"] is { Value: not null })
                return Default(value is PSCustomObject ? wrapped : value);
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"An object of type {value.GetType().Name} is no recipe; give a name, an object of Get-SwishRecipe, or "
                + "an object with a property Activation.", value);
        }

        RecipeGrid grid = new() { Name = Text("Name"), Description = Text("Description") };
        foreach (RecipeProperty property in RecipeProperty.Of(grid))
            if (wrapped.Properties[property.Name] is { Value: { } crossed })
                property.Value = crossed;
        return grid;

        string Text(string name) => wrapped.Properties[name]?.Value?.ToString() ?? "";
    }

    private static RecipeGrid Default(object? activation) =>
        new RecipeGrid().Sweep(RecipeSettings.Activation, ActivationArgument.Read(activation));
}
