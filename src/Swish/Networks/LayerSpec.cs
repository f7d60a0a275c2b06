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
    /// Computes the number of multiply-adds in the matrix products of the forward pass of one example, without those of
    /// layers inside a block.
    /// </summary>
    /// <param name="input">The shape of the input.</param>
    /// <returns>The number of multiply-adds.</returns>
    public virtual double MultiplyAdds(TensorShape input) => 0;

    /// <summary>
    /// Gets the lists of layers inside the layer, all of which read its input: body and shortcut of a residual block,
    /// or branches. Empty for other layers.
    /// </summary>
    internal virtual IReadOnlyList<DelimitedList<LayerSpec>> Blocks => [];

    /// <summary>Gets whether the layer has a weight matrix or kernels; normalization has only vectors.</summary>
    internal virtual bool HasWeights => false;

    /// <summary>Gets whether the layer needs images, because rows and columns have a meaning for it.</summary>
    internal virtual bool NeedsImages => false;

    /// <summary>
    /// Gets whether the layer reads images as features, so that it makes no difference which it gets.
    /// </summary>
    internal virtual bool Flattens => false;

    /// <summary>Gets whether the layer computes an activation or a gate of each of its outputs.</summary>
    internal virtual bool IsActivated => false;

    /// <summary>Replaces the layers of <see cref="Blocks"/>.</summary>
    /// <param name="blocks">The lists of layers, as many as there are.</param>
    /// <returns>The layer with other layers inside it.</returns>
    internal virtual LayerSpec WithBlocks(IReadOnlyList<DelimitedList<LayerSpec>> blocks) => this;

    /// <summary>Computes the work of the forward pass of an image, without that of layers inside a block.</summary>
    /// <param name="input">The shape of the input.</param>
    /// <param name="output">The shape of the output.</param>
    /// <returns>The work; by default, that of writing the output.</returns>
    internal virtual NetworkWork Work(TensorShape input, TensorShape output) =>
        new(MultiplyAdds(input), 0, NetworkWork.ValuesOf(output));

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
    public static double MultiplyAdds(IEnumerable<LayerSpec> layers, TensorShape input) =>
        WithShapes(layers, input).Sum(step => step.Layer.MultiplyAdds(step.Input));

    /// <summary>Lists layers with those inside them.</summary>
    /// <param name="layers">The layers.</param>
    /// <returns>Each layer, followed by the layers inside it.</returns>
    internal static IEnumerable<LayerSpec> All(IEnumerable<LayerSpec> layers) =>
        layers.SelectMany(layer => layer.Blocks.SelectMany(All).Prepend(layer));

    /// <summary>
    /// Lists a sequence of layers with those inside them, and the shapes of their inputs and outputs.
    /// </summary>
    /// <param name="layers">The layers, first to last, which fit their input.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>Each layer, after the layers inside it.</returns>
    internal static IEnumerable<(LayerSpec Layer, TensorShape Input, TensorShape Output)> WithShapes(
        IEnumerable<LayerSpec> layers, TensorShape input)
    {
        foreach (LayerSpec layer in layers)
        {
            TensorShape own = input;
            foreach ((LayerSpec, TensorShape, TensorShape) inner in layer.Blocks.SelectMany(b => WithShapes(b, own)))
                yield return inner;
            input = layer.OutputShape(own);
            yield return (layer, own, input);
        }
    }
}
