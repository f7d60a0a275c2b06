namespace Swish.Activations.Loops;

/// <summary>Says to the compiler whether a loop has a certain output.</summary>
internal interface IConstBool
{
    /// <summary>True if it has.</summary>
    static abstract bool Is { get; }
}
