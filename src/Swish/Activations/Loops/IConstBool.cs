namespace Swish.Activations.Loops;

/// <summary>Represents a constant of type bool as a type argument, so that the compiler removes unused code.</summary>
internal interface IConstBool
{
    /// <summary>Gets the value of the constant.</summary>
    static abstract bool Is { get; }
}
