namespace Swish.Networks.Architectures.Language;

/// <summary>Represents a value or the name of a parameter after the name of a layer.</summary>
/// <param name="Parameter">The name of the parameter, without its hyphen; null for a value.</param>
/// <param name="Value">
/// The value: a double, a string, an <see cref="Swish.Activations.Activation"/>, or a list of
/// <see cref="LayerStatement"/>s in braces; null for the name of a parameter.
/// </param>
/// <param name="Span">The place in the text.</param>
public sealed record LayerElement(string? Parameter, object? Value, SourceSpan Span)
{
    /// <summary>Gets the layers in braces; null for other elements.</summary>
    public IReadOnlyList<LayerStatement>? Block => Value as IReadOnlyList<LayerStatement>;
}
