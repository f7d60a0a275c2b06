namespace Swish.Activations.Loops;

/// <summary>Represents the constant false: the loop does not compute the output.</summary>
internal readonly struct False : IConstBool
{
    /// <inheritdoc/>
    public static bool Is => false;
}
