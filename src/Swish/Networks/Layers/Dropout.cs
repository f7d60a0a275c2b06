using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes inverted dropout: each value is dropped with a given probability, and the other values are divided by the
/// probability of being kept.
/// </summary>
internal sealed class Dropout : IPanelOperation
{
    // 0 or 1/(1 − rate), [feature/32][batch][32]
    private readonly PanelBuffer _mask;
    private readonly double _rate;
    private readonly int _seed;
    private readonly int _stream;
    private readonly int _features;
    private RandomStream[] _streams = [];

    /// <summary>Allocates the mask of a batch.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="rate">The probability that a value is dropped, above 0 and below 1.</param>
    public Dropout(LayerContext context, int features, double rate)
    {
        _rate = rate;
        _seed = context.Spec.Seed;
        _stream = context.NextDropoutStream();
        _features = features;
        _mask = context.AllocateActivations(features);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public PanelBuffer? Derivative => null;

    /// <summary>
    /// Creates the random streams, one per panel, so that the mask does not depend on the order of the threads.
    /// </summary>
    public void Initialize()
    {
        _streams = new RandomStream[Panel.Count(_features)];
        for (int panel = 0; panel < _streams.Length; panel++)
            _streams[panel] = new(_seed, RandomPurpose.Dropout, 0, StreamIndex(panel));
    }

    /// <summary>Generates the mask, and multiplies the values by it.</summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        Span<float> mask = _mask.Panel(panel, values.Length / Panel.Width);
        DrawMask(panel, step, mask);
        ElementwiseKernels.Current.Multiply(values, mask);
    }

    /// <summary>Does nothing, because no values are dropped in evaluation.</summary>
    /// <inheritdoc/>
    public void Evaluate(int panel, Span<float> values)
    {
    }

    /// <inheritdoc/>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        ElementwiseKernels.Current.Multiply(gradient, _mask.Panel(panel, gradient.Length / Panel.Width));
        return gradient;
    }

    private void DrawMask(int panel, int step, Span<float> mask)
    {
        RandomStream stream = _streams[panel];
        stream.Restart(_seed, RandomPurpose.Dropout, step, StreamIndex(panel));
        float kept = (float)(1 / (1 - _rate));
        uint threshold = (uint)(_rate * (1L << 32));
        int used = Math.Min(Panel.Width, _features - panel * Panel.Width);
        for (int row = 0; row < mask.Length; row += Panel.Width)
        {
            for (int lane = 0; lane < used; lane += 2)
            {
                ulong two = stream.NextUInt64();
                mask[row + lane] = (uint)two < threshold ? 0f : kept;
                mask[row + lane + 1] = (uint)(two >> 32) < threshold ? 0f : kept;
            }
        }
    }

    private int StreamIndex(int panel) => (_stream << 16) | panel;
}
