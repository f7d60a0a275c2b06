using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes the mean of each channel of images, whose positions are summed in ascending order. The output is features.
/// </summary>
internal sealed class GlobalAveragePoolLayer : PanelLayer
{
    private readonly TensorShape _input;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    public GlobalAveragePoolLayer(LayerContext context, TensorShape input)
        : base(context, [input], TensorShape.OfFeatures(input.Channels), keepsGradient: true) =>
        _input = input;

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        int first = part * Panel.Width, count = Math.Min(Panel.Width, _input.Lanes - first);
        for (int row = 0; row < inputs[0].Rows; row++)
        {
            Span<float> sums = output.Slice(row * Panel.Width, count);
            ImageKernels.Current.SumPositions(inputs[0].Image(row)[first..], _input.Lanes, sums);
            foreach (ref float sum in sums) sum /= _input.Positions;
        }
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        Span<float> first = gradient[.._input.Lanes];
        first.Clear();
        for (int panel = 0; panel < PartCount; panel++)
        {
            int used = UsedLanes(panel, Features);
            ReadOnlySpan<float> row = OutputGradient(panel, inputs[0].Rows).Slice(part * Panel.Width, used);
            Span<float> target = first.Slice(panel * Panel.Width, used);
            for (int lane = 0; lane < used; lane++) target[lane] = row[lane] / _input.Positions;
        }
        for (int at = _input.Lanes; at < gradient.Length; at += _input.Lanes) first.CopyTo(gradient[at..]);
        return true;
    }
}
