using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Converts images to features: channel by channel, rows from the top, as PyTorch's Flatten.
/// </summary>
internal sealed class FlattenLayer : PanelLayer
{
    // The index of each feature in an image.
    private readonly int[] _offsets;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    public FlattenLayer(LayerContext context, TensorShape input)
        : base(context, [input], TensorShape.OfFeatures(input.Features), keepsGradient: true)
    {
        _offsets = new int[Features];
        for (int feature = 0; feature < _offsets.Length; feature++)
        {
            (int channel, int position) = int.DivRem(feature, input.Positions);
            _offsets[feature] = position * input.Lanes + channel;
        }
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        int used = UsedLanes(part, Features);
        ReadOnlySpan<int> offsets = _offsets.AsSpan(part * Panel.Width, used);
        for (int row = 0; row < inputs[0].Rows; row++)
        {
            ReadOnlySpan<float> image = inputs[0].Image(row);
            Span<float> target = output.Slice(row * Panel.Width, used);
            for (int lane = 0; lane < used; lane++) target[lane] = image[offsets[lane]];
        }
        ElementwiseKernels.ClearPadding(output, used);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.Clear();
        for (int panel = 0; panel < PartCount; panel++)
        {
            int used = UsedLanes(panel, Features);
            ReadOnlySpan<int> offsets = _offsets.AsSpan(panel * Panel.Width, used);
            ReadOnlySpan<float> row = OutputGradient(panel, inputs[0].Rows).Slice(part * Panel.Width, used);
            for (int lane = 0; lane < used; lane++) gradient[offsets[lane]] = row[lane];
        }
        return true;
    }
}
