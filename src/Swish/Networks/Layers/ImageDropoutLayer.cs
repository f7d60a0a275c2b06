using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes inverted dropout of images: each value is dropped with a given probability, and the other values are divided
/// by the probability of being kept. Each example has its own random stream, which is read by positions and channels, two
/// channels for each number.
/// </summary>
internal sealed class ImageDropoutLayer : ImageLayer
{
    // 0 or 1/(1 − rate), in the layout of the output
    private readonly PanelBuffer _mask;
    private readonly double _rate;
    private readonly int _seed;
    private readonly int _stream;
    private RandomStream[] _streams = [];

    /// <summary>Allocates the mask of a batch.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="rate">The probability that a value is dropped, above 0 and below 1.</param>
    public ImageDropoutLayer(LayerContext context, TensorShape shape, double rate)
        : base(context, [shape], shape)
    {
        _rate = rate;
        _seed = context.Spec.Seed;
        _stream = context.NextDropoutStream();
        _mask = context.AllocateImages(shape);
    }

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken) =>
        _streams = [.. Enumerable.Range(0, PartCount).Select(example => OpenStream(example))];

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        Span<float> mask = Image(_mask, part);
        DrawMask(part, step, mask);
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

    private RandomStream OpenStream(int example) => new(_seed, RandomPurpose.Dropout, 0, StreamIndex(example));

    private void DrawMask(int example, int step, Span<float> mask)
    {
        RandomStream stream = _streams[example];
        stream.Restart(_seed, RandomPurpose.Dropout, step, StreamIndex(example));
        float kept = (float)(1 / (1 - _rate));
        uint threshold = (uint)(_rate * (1L << 32));
        int channels = OutputShape.Channels;
        for (int at = 0; at < mask.Length; at += Lanes)
        {
            for (int channel = 0; channel < channels; channel += 2)
            {
                ulong two = stream.NextUInt64();
                mask[at + channel] = (uint)two < threshold ? 0f : kept;
                mask[at + channel + 1] = (uint)(two >> 32) < threshold ? 0f : kept;
            }
        }
    }

    private int StreamIndex(int example) => (_stream << 16) | (example & ushort.MaxValue);
}
