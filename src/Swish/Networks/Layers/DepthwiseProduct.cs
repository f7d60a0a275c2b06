using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>Computes a depthwise convolution of an image, and its gradients. Lanes are channels.</summary>
internal sealed class DepthwiseProduct : ImageProduct
{
    private readonly DepthwiseShape _forward;
    private readonly GradientFrame _frame;
    private readonly int _paddedRows;
    private readonly int _paddedColumns;

    /// <summary>Allocates the parameters and their gradients.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public DepthwiseProduct(LayerContext context, TensorShape input, DepthwiseConvolutionSpec layer)
        : base(context, input, layer, channels: 1)
    {
        int size = Window.Size, stride = Window.Stride;
        _paddedRows = (OutputShape.Rows - 1) * stride + size;
        _paddedColumns = (OutputShape.Columns - 1) * stride + size;
        _forward = new DepthwiseShape
        {
            Rows = OutputShape.Rows,
            Columns = OutputShape.Columns,
            Lanes = input.Lanes,
            KernelRows = size,
            KernelColumns = size,
            InputRow = _paddedColumns * input.Lanes,
            Stride = stride,
            OutputRow = OutputShape.Columns * input.Lanes,
            OutputStep = input.Lanes,
            WeightPanel = size * size * Panel.Width,
            WeightRow = size * Panel.Width,
            WeightStep = Panel.Width,
        };
        _frame = new(Window, input, OutputShape);
    }

    /// <inheritdoc/>
    public override long ScratchLength => Math.Max(
        Panel.Width * Panel.Width,
        (long)Input.Lanes * Math.Max(_paddedRows * _paddedColumns, _frame.Rows * _frame.Columns));

    /// <inheritdoc/>
    protected override void Multiply(
        ReadOnlySpan<float> input, PanelBuffer weights, Span<float> output, Span<float> scratch,
        ImagePrefetcher prefetcher) =>
        DepthwiseKernels.Current.Multiply(Pad(input, scratch), weights.Span, output, _forward);

    /// <inheritdoc/>
    public override bool Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher ofWeights, ImagePrefetcher ofInput)
    {
        DepthwiseKernels.Current.MultiplyTransposed(Pad(input, scratch), gradient, Sums.Open(example), _forward);
        Sums.AddBias(example, gradient);
        if (inputGradient.IsEmpty) return Sums.IsValidAfter(example);
        if (!_frame.CoversInput) inputGradient.Clear();
        ReadOnlySpan<float> frame = _frame.Fill(gradient, 0, OutputShape.Lanes, scratch);
        foreach (Phase phase in _frame.Phases) MultiplyFlipped(frame, phase, inputGradient);
        return Sums.IsValidAfter(example);
    }

    private void MultiplyFlipped(ReadOnlySpan<float> frame, Phase phase, Span<float> inputGradient)
    {
        int stride = Window.Stride, lanes = Input.Lanes;
        DepthwiseShape shape = _forward with
        {
            Rows = phase.InputRows,
            Columns = phase.InputColumns,
            KernelRows = phase.Rows,
            KernelColumns = phase.Columns,
            InputRow = _frame.Columns * lanes,
            Stride = 1,
            OutputRow = stride * Input.Columns * lanes,
            OutputStep = stride * lanes,
            WeightStart = (phase.KernelRow(0) * Window.Size + phase.KernelColumn(0)) * Panel.Width,
            WeightRow = -stride * Window.Size * Panel.Width,
            WeightStep = -stride * Panel.Width,
        };
        int first = _frame.Start(phase) * lanes;
        DepthwiseKernels.Current.Multiply(
            frame[first..], Weights.Values.Span,
            inputGradient[((phase.Row * Input.Columns + phase.Column) * lanes)..], shape);
    }

    private ReadOnlySpan<float> Pad(ReadOnlySpan<float> input, Span<float> scratch)
    {
        if (Window.Padding == 0 && _paddedRows == Input.Rows && _paddedColumns == Input.Columns) return input;
        Span<float> padded = scratch[..(_paddedRows * _paddedColumns * Input.Lanes)];
        ImagePadding.Copy(
            input, Input.Rows, Input.Columns, Input.Lanes, 0, Input.Lanes, Window.Padding, Window.Padding, padded,
            _paddedRows, _paddedColumns);
        return padded;
    }
}
