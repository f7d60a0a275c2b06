namespace Swish.Recipes;

/// <summary>Specifies the layers whose weights have the L2 penalty.</summary>
public enum L2Layer
{
    /// <summary>The weights of all layers.</summary>
    All,

    /// <summary>Only the weights of the first layer.</summary>
    First,
}
