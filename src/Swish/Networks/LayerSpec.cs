namespace Swish.Networks;

/// <summary>
/// Describes a layer. Specs are immutable, have value equality, and contain no parameters. A network is described by a
/// list of specs, from which <see cref="NetworkBuilder"/> creates its layers (<see cref="ILayer"/>).
/// </summary>
public abstract record LayerSpec
{
    // Private, because NetworkBuilder must know all kinds of layers.
    private protected LayerSpec()
    {
    }

    /// <summary>Computes the shape of the output of the layer.</summary>
    /// <param name="input">The shape of the input.</param>
    /// <returns>The shape of the output.</returns>
    /// <exception cref="SwishException">
    /// The shapes of joined branches do not match (ShapeMismatch), there are no branches (NoBranch), or the layer does not
    /// fit its input (GroupMismatch, WindowOutOfRange, WindowTooLarge, ChannelsRemoved).
    /// </exception>
    public abstract TensorShape OutputShape(TensorShape input);

    /// <summary>
    /// Computes the number of multiply-adds in the matrix products of the forward pass of one example.
    /// </summary>
    /// <param name="input">The shape of the input.</param>
    /// <returns>The number of multiply-adds.</returns>
    public virtual double MultiplyAdds(TensorShape input) => 0;

    /// <summary>Computes the shape of the output of a sequence of layers.</summary>
    /// <param name="layers">The layers, first to last; an empty list is the identity.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The shape of the output of the last layer.</returns>
    /// <exception cref="SwishException">
    /// The shapes of joined branches do not match (ShapeMismatch), there are no branches (NoBranch), or the layer does not
    /// fit its input (GroupMismatch, WindowOutOfRange, WindowTooLarge, ChannelsRemoved).
    /// </exception>
    public static TensorShape OutputShape(IEnumerable<LayerSpec> layers, TensorShape input) =>
        layers.Aggregate(input, (shape, layer) => layer.OutputShape(shape));

    /// <summary>
    /// Computes the number of multiply-adds in the matrix products of a sequence of layers, for the forward pass of one
    /// example.
    /// </summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The number of multiply-adds.</returns>
    public static double MultiplyAdds(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        double sum = 0;
        foreach (LayerSpec layer in layers)
        {
            sum += layer.MultiplyAdds(input);
            input = layer.OutputShape(input);
        }
        return sum;
    }
}
