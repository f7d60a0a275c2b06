using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes inverted dropout of images (<see cref="DropoutStreams"/>). The random stream of an example is read by
/// positions and channels.
/// </summary>
internal sealed class ImageDropoutLayer : ImageLayer
{
    // 0 or 1/(1 − rate), in the layout of the output
    private readonly PanelBuffer _mask;
    private readonly DropoutStreams _streams;

    /// <summary>Allocates the mask of a batch.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="rate">The probability that a value is dropped, above 0 and below 1.</param>
    public ImageDropoutLayer(LayerContext context, TensorShape shape, double rate)
        : base(context, [shape], shape)
    {
        _streams = new(context, rate, PartCount);
        _mask = context.AllocateImages(shape);
    }

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken) => _streams.Initialize();

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        Span<float> mask = Image(_mask, part);
        _streams.Draw(part, step, mask, Lanes, OutputShape.Channels);
        ImageKernels.Current.Multiply(inputs[0].Image(part), mask, Image(Output, part));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch) =>
        inputs[0].Image(part).CopyTo(output);

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        ImageKernels.Current.Multiply(Image(Output, part), Image(_mask, part), gradient);
        return true;
    }
}
