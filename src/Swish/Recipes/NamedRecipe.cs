namespace Swish.Recipes;

/// <summary>Represents a recipe of <see cref="RecipeCatalog"/>.</summary>
/// <param name="Name">The name in PascalCase; it is looked up without regard to case.</param>
/// <param name="Description">What the recipe reproduces, in a sentence or two.</param>
/// <param name="Create">Creates a new grid of the recipe.</param>
public sealed record NamedRecipe(string Name, string Description, Func<RecipeGrid> Create);
