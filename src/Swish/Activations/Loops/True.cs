namespace Swish.Activations.Loops;

/// <summary>Represents the constant true: the loop computes the output.</summary>
internal readonly struct True : IConstBool
{
    /// <inheritdoc/>
    public static bool Is => true;
}
