namespace Swish.Recipes;

/// <summary>The version of the arithmetic that takes a recipe to its weights.</summary>
public static class NumericsVersion
{
    /// <summary>
    /// Raised with every change that alters a weight, a loss or an accuracy of any run. It is part of each fingerprint,
    /// so that a result log never mixes figures of two arithmetics.
    /// </summary>
    public const int Current = 1;
}
