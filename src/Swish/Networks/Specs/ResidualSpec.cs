namespace Swish.Networks.Specs;

/// <summary>
/// Describes a residual block: body(x) + shortcut(x) (He et al. 2015). Both must have the same output shape.
/// </summary>
/// <param name="Body">The layers of the body.</param>
/// <param name="Shortcut">The layers of the shortcut; empty for the identity.</param>
public sealed record ResidualSpec(DelimitedList<LayerSpec> Body, DelimitedList<LayerSpec> Shortcut) : LayerSpec
{
    /// <summary>Creates a residual block whose shortcut is the identity.</summary>
    /// <param name="body">The layers of the body.</param>
    public ResidualSpec(params IEnumerable<LayerSpec> body)
        : this(new DelimitedList<LayerSpec>(body), new DelimitedList<LayerSpec>([]))
    {
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<DelimitedList<LayerSpec>> Blocks => [Body, Shortcut];

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) =>
        Join(OutputShape(Body, input), OutputShape(Shortcut, input));

    /// <inheritdoc/>
    internal override LayerSpec WithBlocks(IReadOnlyList<DelimitedList<LayerSpec>> blocks) =>
        new ResidualSpec(blocks[0], blocks[1]);

    /// <summary>Computes the shape of the sum of body and shortcut.</summary>
    /// <param name="body">The shape of the output of the body.</param>
    /// <param name="shortcut">The shape of the output of the shortcut.</param>
    /// <returns>The shape of the sum.</returns>
    /// <exception cref="SwishException">The shapes are different (ShapeMismatch).</exception>
    internal static TensorShape Join(TensorShape body, TensorShape shortcut) => body == shortcut ? body
        : throw new SwishException("ShapeMismatch", ErrorKind.Contradiction,
            $"The body of a residual block has an output of shape {body}, and its shortcut of shape {shortcut}. Both "
            + "must have the same shape.",
            body.ToString());
}
