namespace Swish.Networks.Architectures.Language;

/// <summary>Represents a part of the text of a network.</summary>
/// <param name="Start">The index of the first character.</param>
/// <param name="Length">The number of characters.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>Gets the index after the last character.</summary>
    public int End => Start + Length;

    /// <summary>Returns the part from the beginning of this one to the end of another.</summary>
    /// <param name="other">A part that does not begin earlier.</param>
    /// <returns>The part of both.</returns>
    public SourceSpan To(SourceSpan other) => new(Start, other.End - Start);
}
