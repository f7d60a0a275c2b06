using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Converts features to images of one row and column, for layers that read images. The values do not change.
/// </summary>
internal sealed class ImageFromFeaturesLayer : ImageLayer
{
    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output, with one row and column.</param>
    public ImageFromFeaturesLayer(LayerContext context, TensorShape shape)
        : base(context, [shape], shape)
    {
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        for (int panel = 0; panel < Panel.Count(OutputShape.Channels); panel++)
        {
            int first = panel * Panel.Width, count = Math.Min(Panel.Width, Lanes - first);
            inputs[0].Panel(panel).Slice(part * Panel.Width, count).CopyTo(output[first..]);
        }
        output[OutputShape.Channels..].Clear();
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int first = part * Panel.Width, count = Math.Min(Panel.Width, OutputShape.Channels - first);
        for (int row = 0; row < inputs[0].Rows; row++)
            Image(Output, row).Slice(first, count).CopyTo(gradient[(row * Panel.Width)..]);
        ElementwiseKernels.ClearPadding(gradient, count);
        return true;
    }
}
