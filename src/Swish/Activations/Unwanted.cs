namespace Swish.Activations;

/// <summary>The loop does not have the output.</summary>
internal readonly struct Unwanted : IWanted
{
    /// <inheritdoc/>
    public static bool Is => false;
}
