namespace Swish.Activations;

/// <summary>The activation functions that Swish knows by name.</summary>
public static class ActivationCatalog
{
    /// <summary>Reads a name with constants, such as <c>swish(beta=1.5)</c>.</summary>
    /// <param name="text">A name or alias, case-blind, and constants by name in parentheses.</param>
    /// <exception cref="SwishException">No such activation or constant, or a constant that is not a number.</exception>
    public static Activation Parse(string text) =>
        throw new SwishException("UnknownActivation", FaultKind.NotFound, $"'{text}' is not an activation.", text);
}
