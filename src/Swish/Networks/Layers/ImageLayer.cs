using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of layers whose output is images, [batch][position][lanes], and whose parts are examples. The
/// default implementations are those of a layer without parameters that computes each image by itself.
/// </summary>
/// <remarks>
/// In the backward pass, the gradient with respect to the output takes the place of the output. The layers that read an
/// image have computed everything that they need of it when it is overwritten.
/// </remarks>
internal abstract class ImageLayer : ILayer
{
    /// <summary>Initializes the shapes and the index, and allocates the output.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input.</param>
    /// <param name="output">The shape of the output.</param>
    protected ImageLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
    {
        Index = context.Index;
        InputShapes = inputs;
        OutputShape = output;
        PartCount = context.Spec.BatchSize;
        Output = context.AllocateImages(output);
    }

    /// <inheritdoc/>
    public int Index { get; protected init; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> InputShapes { get; }

    /// <inheritdoc/>
    public TensorShape OutputShape { get; }

    /// <inheritdoc/>
    public bool IsImages => true;

    /// <inheritdoc/>
    public int PartCount { get; }

    /// <inheritdoc/>
    public int PartsPerItem => 8;

    /// <inheritdoc/>
    public virtual int PartsPerGradient => 1;

    /// <inheritdoc/>
    public int PartLength => OutputShape.ImageLength;

    /// <inheritdoc/>
    public virtual int UpdateCount => 0;

    /// <inheritdoc/>
    public virtual bool FinishesForward => false;

    /// <inheritdoc/>
    public virtual bool BackwardInputComputesParameters => false;

    /// <inheritdoc/>
    public PanelBuffer Output { get; }

    /// <inheritdoc/>
    public virtual PanelBuffer? Intermediate => null;

    /// <inheritdoc/>
    public PanelBuffer? Derivative => null;

    /// <inheritdoc/>
    public virtual IReadOnlyList<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public virtual IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public virtual long ScratchLength => 0;

    /// <summary>Gets the number of floats of a position of the output.</summary>
    protected int Lanes => OutputShape.Lanes;

    /// <inheritdoc/>
    public Span<float> Part(PanelBuffer buffer, int part, int rows) => buffer.Span.Slice(part * PartLength, PartLength);

    /// <inheritdoc/>
    public virtual void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
    }

    /// <inheritdoc/>
    public virtual void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch) =>
        Evaluate(part, inputs, Image(Output, part), scratch);

    /// <inheritdoc/>
    public virtual void CombineForward()
    {
    }

    /// <inheritdoc/>
    public virtual void FinishForward(int part, LayerInput[] inputs, WorkerScratch scratch)
    {
    }

    /// <inheritdoc/>
    public abstract void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch);

    /// <inheritdoc/>
    public virtual bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.CopyTo(Image(Output, part));
        return true;
    }

    /// <inheritdoc/>
    public virtual void CombineBackward()
    {
    }

    /// <inheritdoc/>
    public abstract bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <inheritdoc/>
    public virtual void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
    }

    /// <summary>Gets an image of a buffer in the layout of the output.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="example">The index of the example.</param>
    /// <returns>The image, [position][lanes].</returns>
    protected Span<float> Image(PanelBuffer buffer, int example) => Part(buffer, example, PartCount);
}
