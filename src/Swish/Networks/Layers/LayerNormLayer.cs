using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Normalizes the channels of each position of images, with learnable scale γ and shift β of each channel (Ba et al.
/// 2016, with PyTorch's definitions).
/// </summary>
internal sealed class LayerNormLayer : ImageLayer
{
    private readonly ParameterBlock _scale;
    private readonly ParameterBlock _shift;
    // The gradients of β and γ of each image, [batch][2][lanes].
    private readonly PanelBuffer _sums;

    /// <summary>Allocates the parameters.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    public LayerNormLayer(LayerContext context, TensorShape shape)
        : base(context, [shape], shape)
    {
        string name = context.UniqueName("layernorm");
        _scale = context.AllocateVector(ParameterKind.NormScale, name + ".weight", shape.Channels);
        _shift = context.AllocateVector(ParameterKind.NormShift, name + ".bias", shape.Channels);
        Parameters = [_scale, _shift];
        _sums = context.AllocateFloats(2L * PartCount * Lanes);
    }

    /// <inheritdoc/>
    public override bool BackwardInputComputesParameters => true;

    /// <summary>Gets the number of floats of a gradient that is not needed.</summary>
    public override long ScratchLength => PartLength;

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        _scale.Fill(1);
        _shift.Fill(0);
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch) =>
        ImageKernels.Current.NormalizePositions(
            inputs[0].Image(part), OutputShape.Channels, _scale.Values.Span[..Lanes], _shift.Values.Span[..Lanes],
            Image(Output, part));

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch) =>
        ImageKernels.Current.NormalizePositions(
            inputs[0].Image(part), OutputShape.Channels, _scale.EvaluationValues.Span[..Lanes],
            _shift.EvaluationValues.Span[..Lanes], output);

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        Span<float> target = gradient.IsEmpty ? scratch.Workspace[..PartLength] : gradient;
        Span<float> sums = _sums.Span.Slice(2 * part * Lanes, 2 * Lanes);
        ImageKernels.Current.NormalizePositionsGradient(
            Image(Output, part), inputs[0].Image(part), OutputShape.Channels, _scale.Values.Span[..Lanes], target,
            sums[..Lanes], sums[Lanes..]);
        ImageKernels.ClearPadding(target, Lanes, OutputShape.Channels);
        return ElementwiseKernels.Current.AreWithin(sums, ElementwiseKernels.MaxGradient);
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        int first = panel * Panel.Width, end = Math.Min(OutputShape.Channels, first + Panel.Width);
        ReadOnlySpan<float> sums = _sums.Span;
        for (int channel = first; channel < end; channel++)
        {
            double shift = 0, scale = 0;
            for (int i = channel; i < sums.Length; i += 2 * Lanes)
            {
                shift += sums[i];
                scale += sums[i + Lanes];
            }
            _shift.Gradient!.Span[channel] = (float)shift;
            _scale.Gradient!.Span[channel] = (float)scale;
        }
        base.BackwardParameters(panel, inputs, sink, scratch);
    }
}
