using Swish.Kernels.Convolution;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes the largest value or the mean of each window of an image, channel by channel. Padding is never the largest,
/// and its zeros are counted in the mean. The gradient of the largest value goes to the first of the largest, by rows
/// and columns, as in PyTorch.
/// </summary>
internal sealed class PoolLayer : ImageLayer
{
    private readonly PoolShape _shape;
    private readonly bool _isMax;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public PoolLayer(LayerContext context, TensorShape input, PoolSpec layer)
        : base(context, [input], layer.OutputShape(input))
    {
        _isMax = layer is MaxPoolSpec;
        _shape = new(
            input.Rows, input.Columns, OutputShape.Rows, OutputShape.Columns, Lanes, layer.Size, layer.Stride,
            layer.Padding);
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        if (_isMax) PoolKernels.Current.Max(inputs[0].Image(part), output, _shape);
        else PoolKernels.Current.Average(inputs[0].Image(part), output, _shape);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        if (_isMax) PoolKernels.Current.MaxGradient(inputs[0].Image(part), Image(Output, part), gradient, _shape);
        else PoolKernels.Current.AverageGradient(Image(Output, part), gradient, _shape);
        return true;
    }
}
