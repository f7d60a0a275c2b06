namespace Swish.Module.Parameters;

/// <summary>Specifies what ends a sweep.</summary>
public enum SweepEnd
{
    /// <summary>Each row of the comparison of activations has a verdict, or the maximum number of seeds is reached.</summary>
    Decided,
}
