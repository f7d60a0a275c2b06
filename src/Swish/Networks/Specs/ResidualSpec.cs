namespace Swish.Networks.Specs;

/// <summary>A residual block: body(x) + shortcut(x) (He et al. 2015). Both have one output shape.</summary>
/// <param name="Body">The layers of the body.</param>
/// <param name="Shortcut">The layers of the shortcut; empty for the identity.</param>
public sealed record ResidualSpec(DelimitedList<LayerSpec> Body, DelimitedList<LayerSpec> Shortcut) : LayerSpec
{
    /// <summary>Creates a residual block around an identity.</summary>
    /// <param name="body">The layers of the body.</param>
    public ResidualSpec(params IEnumerable<LayerSpec> body)
        : this(new DelimitedList<LayerSpec>(body), new DelimitedList<LayerSpec>([]))
    {
    }

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) =>
        Join(OutputShape(Body, input), OutputShape(Shortcut, input));

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) =>
        MultiplyAdds(Body, input) + MultiplyAdds(Shortcut, input);

    /// <summary>Returns the shape of the sum of two outputs.</summary>
    /// <param name="body">The shape of the body's.</param>
    /// <param name="shortcut">The shape of the shortcut's.</param>
    /// <exception cref="SwishException">They differ (ShapeMismatch).</exception>
    internal static TensorShape Join(TensorShape body, TensorShape shortcut) => body == shortcut ? body
        : throw new SwishException("ShapeMismatch", ErrorKind.Contradiction,
            $"The body of a residual block returns {body} and its shortcut {shortcut}. Give both the same shape.",
            body.ToString());
}
