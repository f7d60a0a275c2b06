namespace Swish.Activations.Loops;

/// <summary>The loop has the output.</summary>
internal readonly struct True : IConstBool
{
    /// <inheritdoc/>
    public static bool Is => true;
}
