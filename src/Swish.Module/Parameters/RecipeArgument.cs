using System.Management.Automation;
using Swish.Analysis;
using Swish.Activations;
using Swish.Recipes;
using Swish.Search;

namespace Swish.Module.Parameters;

/// <summary>Reads a recipe from a value that PowerShell passes.</summary>
internal static class RecipeArgument
{
    /// <summary>Reads a recipe, and returns a copy that may be changed.</summary>
    /// <param name="value">A name, a recipe, a deserialized recipe, or an object with a property Activation.</param>
    /// <exception cref="SwishException">
    /// The name is unknown (UnknownRecipe), or the object is not a recipe (InvalidRecipe).
    /// </exception>
    public static RecipeGrid Read(object? value) => ActivationArgument.Unwrap(value) switch
    {
        string name => ReadName(name),
        RecipeGrid grid => grid.Copy(),
        // An activation from the pipeline is trained with the default recipe.
        Activation or ActivationInfo => Default(value),
        null => throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
            "The recipe is empty; specify a name or an object of Get-SwishRecipe."),
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
                $"{error.Message} {name} is an activation; specify it with -Activation.", name, error);
        }
    }

    private static RecipeGrid ReadObject(PSObject wrapped, object value)
    {
        // A result of Search-Activation is trained with the default recipe.
        if (wrapped.TypeNames.Any(n => n.EndsWith(typeof(SearchResult).FullName!, StringComparison.Ordinal)))
            return Default(value);
        if (!wrapped.TypeNames.Contains("Deserialized." + typeof(RecipeGrid).FullName) && !IsWholeSelection(wrapped))
        {
            RejectSettings(wrapped, value);
            // Results, rows of a CSV file and other objects with an activation.
            if (wrapped.ValueOf("Activation") is not null)
                return Default(value is PSCustomObject ? wrapped : value);
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"An object of type {value.GetType().Name} is not a recipe; specify a name, an object of "
                + "Get-SwishRecipe, or an object with a property Activation. To train on rows of a table, name the column "
                + "to predict with -Label.", value);
        }

        RecipeGrid grid = new() { Name = Text("Name"), Description = Text("Description") };
        foreach (RecipeProperty property in RecipeProperty.Of(grid))
            if (wrapped.ValueOf(property.Name) is { } crossed)
                property.Value = crossed;
        return grid;

        string Text(string name) => ResultRow.TextOf(wrapped.ValueOf(name));
    }

    /// <summary>
    /// Determines whether an object is what <c>Select-Object *</c> makes of a recipe: it has all settings. Of a
    /// deserialized recipe, it has not kept the name of the type.
    /// </summary>
    private static bool IsWholeSelection(PSObject wrapped) =>
        wrapped.TypeNames[0].Contains("Selected.", StringComparison.Ordinal)
        && RecipeProperty.Of(new()).All(p => wrapped.Properties[p.Name] is not null);

    /// <summary>Determines whether an object is what Select-Object makes of a recipe.</summary>
    private static bool IsSelection(PSObject wrapped) =>
        wrapped.TypeNames[0].Contains("Selected.", StringComparison.Ordinal)
        && wrapped.TypeNames[0].EndsWith("." + typeof(RecipeGrid).FullName, StringComparison.Ordinal);

    /// <summary>
    /// Rejects an object of JSON, one that was typed, or a selection of some properties, that has settings of a recipe:
    /// only its activation would be used. Rows of results have settings too, and the id of their run.
    /// </summary>
    private static void RejectSettings(PSObject wrapped, object value)
    {
        if (wrapped.BaseObject is not PSCustomObject
            || (wrapped.TypeNames[0] != typeof(PSCustomObject).FullName && !IsSelection(wrapped))
            || wrapped.Properties[nameof(RunIdentity.RunId)] is not null)
            return;
        string[] settings =
        [
            .. RecipeProperty.Of(new()).Select(p => p.Name)
                .Where(name => name != nameof(RecipeSettings.Activation) && wrapped.Properties[name] is not null),
        ];
        if (settings.Length > 0)
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"An object with {string.Join(", ", settings.Take(5))}{(settings.Length > 5 ? ", …" : "")} is not a recipe, and "
                + "these settings would have no effect. Set them with parameters, such as "
                + $"-{settings[0]}, or as properties of an object of Get-SwishRecipe; Export-Clixml and Import-Clixml keep "
                + "recipes, and ConvertTo-Json does not. To train on rows of a table, name the column to predict with -Label.",
                value);
    }

    private static RecipeGrid Default(object? activation) =>
        new RecipeGrid().Sweep(RecipeSettings.Activation, ActivationArgument.Read(activation));
}
