namespace Swish.Recipes;

/// <summary>Contains the version of the arithmetic that computes the results of a recipe.</summary>
public static class NumericsVersion
{
    /// <summary>
    /// The current version. It is incremented whenever a change to the code alters a weight, a loss or an accuracy of
    /// any run. It is part of each fingerprint, so that a result log never mixes results of different versions.
    /// </summary>
    public const int Current = 1;
}
