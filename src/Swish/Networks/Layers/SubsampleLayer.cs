using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Takes every stride-th row and column of images, and puts channels of zeros before and after the channels.
/// </summary>
internal sealed class SubsampleLayer : ImageLayer
{
    private readonly TensorShape _input;
    private readonly int _stride;
    private readonly int _firstChannel;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public SubsampleLayer(LayerContext context, TensorShape input, SubsampleSpec layer)
        : base(context, [input], layer.OutputShape(input))
    {
        _input = input;
        _stride = layer.Stride;
        _firstChannel = (layer.Channels - input.Channels) / 2;
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        ReadOnlySpan<float> image = inputs[0].Image(part);
        output.Clear();
        for (int row = 0; row < OutputShape.Rows; row++)
            for (int column = 0; column < OutputShape.Columns; column++)
                image.Slice(Source(row, column), _input.Channels).CopyTo(output[Target(row, column)..]);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        ReadOnlySpan<float> own = Image(Output, part);
        gradient.Clear();
        for (int row = 0; row < OutputShape.Rows; row++)
            for (int column = 0; column < OutputShape.Columns; column++)
                own.Slice(Target(row, column), _input.Channels).CopyTo(gradient[Source(row, column)..]);
        return true;
    }

    private int Source(int row, int column) => (row * _input.Columns + column) * _stride * _input.Lanes;

    private int Target(int row, int column) => (row * OutputShape.Columns + column) * Lanes + _firstChannel;
}
