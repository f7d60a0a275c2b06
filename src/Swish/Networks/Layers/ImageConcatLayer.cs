namespace Swish.Networks.Layers;

/// <summary>Concatenates images along the channels, at the end of parallel branches.</summary>
internal sealed class ImageConcatLayer : ImageLayer
{
    // The first channel of each input in the output.
    private readonly int[] _starts;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input, one or more, with the same rows and columns.</param>
    /// <param name="output">The shape of the output, with the channels of all inputs.</param>
    public ImageConcatLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
        : base(context, inputs, output)
    {
        _starts = new int[inputs.Count];
        for (int i = 1; i < _starts.Length; i++) _starts[i] = _starts[i - 1] + inputs[i - 1].Channels;
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        if (OutputShape.Channels < Lanes) output.Clear();
        for (int i = 0; i < inputs.Length; i++)
            LaneRange.Copy(
                inputs[i].Image(part), InputShapes[i].Lanes, 0, output, Lanes, _starts[i], InputShapes[i].Channels);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        TensorShape shape = InputShapes[input];
        if (shape.Channels < shape.Lanes) gradient.Clear();
        LaneRange.Copy(Image(Output, part), Lanes, _starts[input], gradient, shape.Lanes, 0, shape.Channels);
        return true;
    }
}
