namespace Swish.Recipes;

/// <summary>Which layers' weights the L2 penalty covers.</summary>
public enum L2Layer
{
    /// <summary>Every layer's weights.</summary>
    All,

    /// <summary>The first layer's weights alone.</summary>
    First,
}
