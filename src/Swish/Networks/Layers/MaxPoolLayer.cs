using Swish.Kernels.Convolution;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes the largest value of each window of an image, channel by channel. Padding is never the largest. The gradient
/// goes to the first of the largest values, by rows and columns, as in PyTorch.
/// </summary>
internal sealed class MaxPoolLayer : ImageLayer
{
    private readonly PoolShape _shape;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public MaxPoolLayer(LayerContext context, TensorShape input, MaxPoolSpec layer)
        : base(context, [input], layer.OutputShape(input)) =>
        _shape = new(
            input.Rows, input.Columns, OutputShape.Rows, OutputShape.Columns, Lanes, layer.Size, layer.Stride,
            layer.Padding);

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch) =>
        PoolKernels.Current.Max(inputs[0].Image(part), output, _shape);

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        PoolKernels.Current.MaxGradient(inputs[0].Image(part), Image(Output, part), gradient, _shape);
        return true;
    }
}
