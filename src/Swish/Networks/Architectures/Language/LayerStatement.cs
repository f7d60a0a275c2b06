namespace Swish.Networks.Architectures.Language;

/// <summary>
/// Represents a layer as it is written in the description of a network: <c>Convolution 16 3 -Stride 2</c>.
/// </summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="Elements">What follows the name: values, names of parameters, and layers in braces.</param>
/// <param name="Span">The place of the name in the text.</param>
public sealed record LayerStatement(string Name, IReadOnlyList<LayerElement> Elements, SourceSpan Span)
{
    /// <summary>Gets the place of the whole statement in the text.</summary>
    public SourceSpan Whole => Elements.Count == 0 ? Span : Span.To(Elements[^1].Span);
}
