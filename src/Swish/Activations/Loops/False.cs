namespace Swish.Activations.Loops;

/// <summary>The loop does not have the output.</summary>
internal readonly struct False : IConstBool
{
    /// <inheritdoc/>
    public static bool Is => false;
}
