namespace Swish.Module.Parameters;

/// <summary>Marks cmdlets whose parameters stand for properties of their recipe, where they are not given.</summary>
internal interface IRecipeParameters;
