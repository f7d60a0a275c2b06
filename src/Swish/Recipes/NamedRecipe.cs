namespace Swish.Recipes;

/// <summary>A recipe that has a name.</summary>
/// <param name="Name">The name in PascalCase; looked up case-blind.</param>
/// <param name="Description">What the recipe reproduces, in a sentence or two.</param>
/// <param name="Create">Makes a fresh grid.</param>
public sealed record NamedRecipe(string Name, string Description, Func<RecipeGrid> Create);
