using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Computes inverted dropout (<see cref="DropoutStreams"/>).</summary>
internal sealed class PanelDropout : IPanelOperation
{
    // 0 or 1/(1 − rate), [feature/32][batch][32]
    private readonly PanelBuffer _mask;
    private readonly DropoutStreams _streams;
    private readonly int _features;

    /// <summary>Allocates the mask of a batch.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="rate">The probability that a value is dropped, above 0 and below 1.</param>
    public PanelDropout(LayerContext context, int features, double rate)
    {
        _features = features;
        _streams = new(context, rate, Panel.Count(features));
        _mask = context.AllocateActivations(features);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public PanelBuffer? Derivative => null;

    /// <inheritdoc/>
    public void Initialize() => _streams.Initialize();

    /// <summary>Generates the mask, and multiplies the values by it.</summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        Span<float> mask = _mask.Panel(panel, values.Length / Panel.Width);
        _streams.Draw(panel, step, mask, Panel.Width, Math.Min(Panel.Width, _features - panel * Panel.Width));
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
}
