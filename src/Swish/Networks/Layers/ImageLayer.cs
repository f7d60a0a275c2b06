using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of layers whose output is images, [batch][position][lanes], and whose parts are examples.
/// </summary>
/// <remarks>
/// In the backward pass, the gradient with respect to the output takes the place of the output. The layers that read an
/// image have computed everything that they need of it when it is overwritten.
/// </remarks>
internal abstract class ImageLayer : Layer
{
    /// <summary>Initializes the shapes and the index, and allocates the output.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input.</param>
    /// <param name="output">The shape of the output.</param>
    protected ImageLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
        : base(context, inputs, output, context.AllocateImages(output)) =>
        PartCount = context.Spec.BatchSize;

    /// <inheritdoc/>
    public override bool IsImages => true;

    /// <inheritdoc/>
    public override int PartCount { get; }

    /// <inheritdoc/>
    public override int PartsPerItem => 8;

    /// <inheritdoc/>
    public override int PartLength => OutputShape.ImageLength;

    /// <inheritdoc/>
    public override int UpdateCount => Panel.Count(OutputShape.Channels);

    /// <summary>Gets the number of floats of a position of the output.</summary>
    protected int Lanes => OutputShape.Lanes;

    /// <inheritdoc/>
    public override Span<float> Part(PanelBuffer buffer, int part, int rows) =>
        buffer.Span.Slice(part * PartLength, PartLength);

    /// <summary>Copies the gradient to the place of the output.</summary>
    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.CopyTo(Image(Output, part));
        return true;
    }

    /// <summary>Gets an image of a buffer in the layout of the output.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="example">The index of the example.</param>
    /// <returns>The image, [position][lanes].</returns>
    protected Span<float> Image(PanelBuffer buffer, int example) => Part(buffer, example, PartCount);
}
