using Swish.Module.Parameters;
using Swish.Recipes;

namespace Swish.Module.JobScripts;

/// <summary>Writes a recipe as statements that create it: a named recipe, and the settings that differ from it.</summary>
internal static class RecipeText
{
    /// <summary>Writes the statements.</summary>
    /// <param name="grid">The recipe.</param>
    /// <param name="variable">The variable that the recipe is assigned to, without the dollar sign.</param>
    /// <returns>One statement a line.</returns>
    public static IReadOnlyList<string> Write(RecipeGrid grid, string variable)
    {
        RecipeGrid start = Start(grid);
        List<string> lines = [$"${variable} = Get-SwishRecipe -Name {PowerShellLiteral.Quote(start.Name)}"];
        // Only a recipe of the name Default is fitted to small data sets.
        if (grid.Name != start.Name) lines.Add($"${variable}.Name = {Literal(grid.Name)}");
        bool keepsLayers = start.GetKeptLayers().Equals(grid.GetKeptLayers());
        if (!keepsLayers) start.HiddenLayer = [.. grid.GetKeptLayers()];
        if (!keepsLayers) Assign(nameof(grid.HiddenLayer), start.HiddenLayer);
        foreach ((RecipeProperty wanted, RecipeProperty before) in RecipeProperty.Of(grid).Zip(RecipeProperty.Of(start)))
        {
            bool isLayers = wanted.Name == nameof(grid.HiddenLayer);
            if (!isLayers && Literal(wanted.Value) != Literal(before.Value)) Assign(wanted.Name, wanted.Value);
        }
        return lines;

        void Assign(string name, object? value) => lines.Add($"${variable}.{name} = {Literal(value)}");
    }

    private static RecipeGrid Start(RecipeGrid grid) =>
        RecipeCatalog.Create(
        RecipeCatalog.All.Any(recipe => recipe.Name == grid.Name) ? grid.Name : RecipeCatalog.All[0].Name);

    private static string Literal(object? value) => PowerShellLiteral.TryWrite(value, out string text)
        ? text
        : throw new InvalidOperationException($"A setting of type {value?.GetType()} has no literal.");
}
