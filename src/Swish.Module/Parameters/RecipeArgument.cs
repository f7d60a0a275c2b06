using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Swish.Activations;
using Swish.Search;
using Swish.Sweeps;

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
        Activation or ActivationInfo => new() { Activation = [ActivationArgument.Read(value)] },
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
            return new() { Activation = [ActivationArgument.Read(value)] };
        if (!wrapped.TypeNames.Contains("Deserialized." + typeof(RecipeGrid).FullName))
        {
            // Results, rows of a CSV file and whatever else has an activation.
            if (wrapped.Properties["Activation"] is { Value: not null })
                return new() { Activation = [ActivationArgument.Read(value is PSCustomObject ? wrapped : value)] };
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"An object of type {value.GetType().Name} is no recipe; give a name, an object of Get-SwishRecipe, or "
                + "an object with a property Activation.", value);
        }

        RecipeGrid grid = new();
        // HiddenLayer clears Depth and Width, and so goes first.
        IEnumerable<PropertyInfo> properties = typeof(RecipeGrid).GetProperties().Where(p => p.CanWrite);
        foreach (PropertyInfo property in properties.OrderBy(p => p.Name != nameof(RecipeGrid.HiddenLayer)))
            if (wrapped.Properties[property.Name] is { Value: { } crossed })
                property.SetValue(grid, Convert(property, crossed));
        return grid;
    }

    private static object Convert(PropertyInfo property, object crossed)
    {
        if (property.Name == nameof(RecipeGrid.Activation))
            return LanguagePrimitives.ConvertTo<object[]>(crossed).Select(ActivationArgument.Read).ToArray();
        // An enumeration that crossed a process is a number that carries its name as its text.
        object plain = property.PropertyType.IsEnum ? crossed.ToString() ?? "" : crossed;
        try
        {
            return LanguagePrimitives.ConvertTo(plain, property.PropertyType, CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException error)
        {
            throw new SwishException("InvalidRecipe", ErrorKind.InvalidArgument,
                $"The recipe's {property.Name} cannot be read: {error.Message}", crossed, error);
        }
    }
}
