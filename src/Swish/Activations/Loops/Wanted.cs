namespace Swish.Activations.Loops;

/// <summary>The loop has the output.</summary>
internal readonly struct Wanted : IWanted
{
    /// <inheritdoc/>
    public static bool Is => true;
}
