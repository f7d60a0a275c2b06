using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>Computes a convolution of an image, and its gradients.</summary>
internal sealed class ConvolutionProduct : ImageProduct
{
    private readonly int _groups;
    private readonly int _groupInputs;
    private readonly int _groupOutputs;
    private readonly ProductShape _forward;
    private readonly ConvolutionInputGradient _inputGradient;
    private readonly bool _readsInPlace;
    private readonly int _paddedRows;
    private readonly int _paddedColumns;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the parameters and their gradients.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public ConvolutionProduct(LayerContext context, TensorShape input, ConvolutionSpec layer)
        : base(context, input, layer, input.Channels / Math.Max(1, layer.Groups))
    {
        _stop = context.Stop;
        _groups = layer.Groups;
        _groupInputs = input.Channels / _groups;
        _groupOutputs = layer.Outputs / _groups;
        // Without padding, an image whose channels fill their lanes can be read where it is.
        _readsInPlace = Window.Padding == 0 && _groupInputs == input.Lanes;
        _paddedRows = _readsInPlace ? input.Rows : (OutputShape.Rows - 1) * Window.Stride + Window.Size;
        _paddedColumns = _readsInPlace ? input.Columns : (OutputShape.Columns - 1) * Window.Stride + Window.Size;
        _forward = new ProductShape
        {
            Rows = OutputShape.Rows,
            Columns = OutputShape.Columns,
            InputRow = (nint)Window.Stride * _paddedColumns * _groupInputs,
            InputStep = (nint)Window.Stride * _groupInputs,
            Blocks = Window.Size,
            BlockLength = Window.Size * _groupInputs,
            Jump = (nint)_paddedColumns * _groupInputs,
            OutputRow = (nint)OutputShape.Columns * OutputShape.Lanes,
            OutputStep = OutputShape.Lanes,
        };
        if (_readsInPlace && Window is { Size: 1, Stride: 1 })
            _forward = _forward with { Rows = 1, Columns = OutputShape.Positions };
        _inputGradient = new(context, input, OutputShape, Window, _groups);
    }

    /// <inheritdoc/>
    public override long ScratchLength => Math.Max(
        Math.Max(PaddedLength, _inputGradient.ScratchLength) + TemporaryLength, Panel.Width * Panel.Width);

    private int PanelCount => Panel.Count(OutputShape.Channels);

    // A multiple of 16, so that what follows it is aligned.
    private int PaddedLength => _readsInPlace ? 0 : ImageShape.Lanes(_paddedRows * _paddedColumns * _groupInputs);

    // With groups, the lanes of a group are computed into a panel, since they may start anywhere.
    private int TemporaryLength =>
        _groups == 1 ? 0 : Math.Max(OutputShape.Positions, Input.Positions) * Panel.Width;

    /// <inheritdoc/>
    public override void PrepareBackward() => _inputGradient.Prepare(Weights.Values.Span);

    /// <inheritdoc/>
    protected override void Multiply(
        ReadOnlySpan<float> input, PanelBuffer weights, Span<float> output, Span<float> scratch,
        ImagePrefetcher prefetcher)
    {
        int depth = Weights.Rows;
        if (_groups == 1)
        {
            ReadOnlySpan<float> padded = Pad(input, 0, scratch);
            for (int panel = 0; panel < PanelCount; panel++)
                ConvolutionKernels.Current.Multiply(
                    padded, weights.Panel(panel, depth), output[(panel * Panel.Width)..], _forward, LanesOf(panel),
                    panel == 0 ? prefetcher : default, _stop);
        }
        else
        {
            output.Clear();
            Span<float> temporary = scratch.Slice(PaddedLength, OutputShape.Positions * Panel.Width);
            ProductShape shape = Into(_forward);
            for (int group = 0; group < _groups; group++)
            {
                ReadOnlySpan<float> padded = Pad(input, group, scratch);
                for (int next = group * _groupOutputs, count; next < (group + 1) * _groupOutputs; next += count)
                {
                    count = LaneRange.CountFrom(next, (group + 1) * _groupOutputs, out int panel, out int lane);
                    ConvolutionKernels.Current.Multiply(
                        padded, weights.Panel(panel, depth), temporary, shape, Panel.Width, stop: _stop);
                    LaneRange.Copy(
                        temporary, Panel.Width, lane, output, OutputShape.Lanes, panel * Panel.Width + lane, count);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher ofWeights, ImagePrefetcher ofInput)
    {
        Span<float> sums = Sums.Open(example);
        int length = Weights.Rows * Panel.Width;
        if (_groups == 1)
        {
            ReadOnlySpan<float> padded = Pad(input, 0, scratch);
            for (int panel = 0; panel < PanelCount; panel++)
                ConvolutionKernels.Current.MultiplyTransposed(
                    padded, gradient[(panel * Panel.Width)..], sums.Slice(panel * length, length), _forward,
                    LanesOf(panel), panel == 0 ? ofWeights : default, _stop);
        }
        else
        {
            Span<float> temporary = scratch.Slice(PaddedLength, OutputShape.Positions * Panel.Width);
            ProductShape shape = Into(_forward);
            for (int group = 0; group < _groups; group++)
            {
                ReadOnlySpan<float> padded = Pad(input, group, scratch);
                for (int next = group * _groupOutputs, count; next < (group + 1) * _groupOutputs; next += count)
                {
                    count = LaneRange.CountFrom(next, (group + 1) * _groupOutputs, out int panel, out int lane);
                    // The other lanes are zero, and leave the gradients of other groups as they are.
                    temporary.Clear();
                    LaneRange.Copy(
                        gradient, OutputShape.Lanes, panel * Panel.Width + lane, temporary, Panel.Width, lane, count);
                    ConvolutionKernels.Current.MultiplyTransposed(
                        padded, temporary, sums.Slice(panel * length, length), shape, Panel.Width, stop: _stop);
                }
            }
        }
        Sums.AddBias(example, gradient);
        if (!inputGradient.IsEmpty) _inputGradient.Multiply(gradient, inputGradient, scratch, ofInput);
        return Sums.IsValidAfter(example);
    }

    private int LanesOf(int panel) => Math.Min(Panel.Width, OutputShape.Lanes - panel * Panel.Width);

    private ProductShape Into(ProductShape shape) =>
        shape with { OutputRow = (nint)OutputShape.Columns * Panel.Width, OutputStep = Panel.Width };

    private ReadOnlySpan<float> Pad(ReadOnlySpan<float> input, int group, Span<float> scratch)
    {
        if (_readsInPlace) return input;
        Span<float> padded = scratch[..(_paddedRows * _paddedColumns * _groupInputs)];
        ImagePadding.Copy(
            input, Input.Rows, Input.Columns, Input.Lanes, group * _groupInputs, _groupInputs, Window.Padding,
            Window.Padding, padded, _paddedRows, _paddedColumns);
        return padded;
    }
}
