namespace Swish.Module.Parameters;

/// <summary>Marks cmdlets whose parameters have the values of the recipe if they are not given.</summary>
internal interface IRecipeParameters;
