using Swish.Kernels.Convolution;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes the gradient of a convolution with respect to its input, which is a convolution of the gradient with respect
/// to its output: with the kernel flipped, and inputs and outputs exchanged. Terms are added in ascending order of row
/// and column of the output, then of the output channel.
/// </summary>
/// <remarks>
/// With a stride, an input position is read by the kernel rows and columns whose distance to it is a multiple of the
/// stride. Positions with the same remainder (<see cref="Phase"/>) are read by the same ones, so each phase is a
/// convolution of stride 1 with a part of the kernel.
/// </remarks>
internal sealed class TransposedKernel
{
    private readonly TensorShape _input;
    private readonly TensorShape _output;
    private readonly Window _window;
    private readonly int _groups;
    private readonly int _groupInputs;
    private readonly int _groupOutputs;
    private readonly Phase[] _phases;
    private readonly PanelBuffer _weights;
    private readonly int _groupLength;
    private readonly int _top;
    private readonly int _frameRows;
    private readonly int _frameColumns;
    private readonly bool _readsInPlace;
    private readonly bool _coversInput;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the transposed weights.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input of the convolution.</param>
    /// <param name="output">The shape of the output of the convolution.</param>
    /// <param name="window">The kernel.</param>
    /// <param name="groups">The number of groups of channels.</param>
    public TransposedKernel(LayerContext context, TensorShape input, TensorShape output, Window window, int groups)
    {
        _stop = context.Stop;
        _input = input;
        _output = output;
        _window = window;
        _groups = groups;
        _groupInputs = input.Channels / groups;
        _groupOutputs = output.Channels / groups;
        _top = Phase.Before(window);
        _frameRows = _top + Math.Max(output.Rows, Phase.Last(window, input.Rows) + 1);
        _frameColumns = _top + Math.Max(output.Columns, Phase.Last(window, input.Columns) + 1);
        _readsInPlace = _frameRows == output.Rows && _frameColumns == output.Columns && _groupOutputs == output.Lanes;
        int panels = Panel.Count(_groupInputs);
        List<Phase> phases = [];
        for (int row = 0; row < Math.Min(window.Stride, input.Rows); row++)
        {
            for (int column = 0; column < Math.Min(window.Stride, input.Columns); column++)
            {
                Phase phase = new(window, row, column) { WeightStart = _groupLength };
                if (phase.TapCount == 0) continue;
                phases.Add(phase);
                _groupLength += phase.TapCount * _groupOutputs * panels * Panel.Width;
            }
        }
        _phases = [.. phases];
        _coversInput = _phases.Length == Math.Min(window.Stride, input.Rows) * Math.Min(window.Stride, input.Columns);
        _weights = context.AllocateFloats((long)groups * _groupLength);
    }

    /// <summary>Gets the number of floats of scratch memory.</summary>
    public long ScratchLength => FrameLength + (_groups == 1 ? 0 : _input.Positions * Panel.Width);

    private int FrameLength =>
        _readsInPlace ? 0 : ConvolutionProduct.Round(_frameRows * _frameColumns * _groupOutputs);

    /// <summary>Transposes the weights: [phase][panel of inputs][kernel row, kernel column, output][32].</summary>
    /// <param name="weights">The weights, [output/32][kernel row, kernel column, input][32].</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        Span<float> target = _weights.Span;
        for (int group = 0; group < _groups; group++)
            foreach (Phase phase in _phases)
                Transpose(weights, group, phase, target.Slice(group * _groupLength + phase.WeightStart));
    }

    /// <summary>Computes the gradient with respect to the input of one example.</summary>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    /// <param name="inputGradient">Receives the gradient, [position][lanes].</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="prefetcher">Prefetches what the next example needs.</param>
    public void Multiply(
        ReadOnlySpan<float> gradient, Span<float> inputGradient, Span<float> scratch, ImagePrefetcher prefetcher)
    {
        if (!_coversInput || _groups > 1) inputGradient.Clear();
        for (int group = 0; group < _groups; group++)
        {
            ReadOnlySpan<float> frame = gradient;
            if (!_readsInPlace)
            {
                Span<float> padded = scratch[..(_frameRows * _frameColumns * _groupOutputs)];
                ImagePadding.Copy(
                    gradient, _output.Rows, _output.Columns, _output.Lanes, group * _groupOutputs, _groupOutputs, _top,
                    _top, padded, _frameRows, _frameColumns);
                frame = padded;
            }
            foreach (Phase phase in _phases)
            {
                ReadOnlySpan<float> weights = _weights.Span.Slice(group * _groupLength + phase.WeightStart);
                Multiply(frame, weights, phase, group, inputGradient, scratch, prefetcher);
                prefetcher = default;
            }
        }
    }

    private void Multiply(
        ReadOnlySpan<float> frame, ReadOnlySpan<float> weights, Phase phase, int group, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher prefetcher)
    {
        int stride = _window.Stride, lanes = _input.Lanes;
        ProductShape shape = new()
        {
            Rows = (_input.Rows - phase.Row + stride - 1) / stride,
            Columns = (_input.Columns - phase.Column + stride - 1) / stride,
            InputRow = (nint)_frameColumns * _groupOutputs,
            InputStep = _groupOutputs,
            Blocks = phase.Rows,
            BlockLength = phase.Columns * _groupOutputs,
            Jump = (nint)_frameColumns * _groupOutputs,
            OutputRow = (nint)stride * _input.Columns * lanes,
            OutputStep = (nint)stride * lanes,
        };
        ReadOnlySpan<float> source = frame[
            (((phase.FirstRow + _top) * _frameColumns + phase.FirstColumn + _top) * _groupOutputs)..];
        int start = (phase.Row * _input.Columns + phase.Column) * lanes;
        if (_window is { Size: 1, Stride: 1 } && _readsInPlace)
            shape = shape with { Rows = 1, Columns = _input.Positions };
        int length = shape.Depth * Panel.Width;
        for (int panel = 0; panel < Panel.Count(_groupInputs); panel++)
        {
            ReadOnlySpan<float> own = weights.Slice(panel * length, length);
            if (_groups == 1)
            {
                ConvolutionKernels.Current.Multiply(
                    source, own, inputGradient[(start + panel * Panel.Width)..], shape,
                    Math.Min(Panel.Width, lanes - panel * Panel.Width), prefetcher, _stop);
                prefetcher = default;
                continue;
            }
            Span<float> temporary = scratch.Slice(FrameLength, _input.Positions * Panel.Width);
            ProductShape into = shape with
            {
                OutputRow = (nint)stride * _input.Columns * Panel.Width,
                OutputStep = (nint)stride * Panel.Width,
            };
            int first = (phase.Row * _input.Columns + phase.Column) * Panel.Width;
            ConvolutionKernels.Current.Multiply(source, own, temporary[first..], into, Panel.Width, stop: _stop);
            int count = Math.Min(Panel.Width, _groupInputs - panel * Panel.Width);
            int channel = group * _groupInputs + panel * Panel.Width;
            for (int row = phase.Row; row < _input.Rows; row += stride)
            {
                for (int column = phase.Column; column < _input.Columns; column += stride)
                {
                    int position = row * _input.Columns + column;
                    temporary.Slice(position * Panel.Width, count).CopyTo(inputGradient[(position * lanes + channel)..]);
                }
            }
        }
    }

    private void Transpose(ReadOnlySpan<float> weights, int group, Phase phase, Span<float> target)
    {
        int depth = _window.Size * _window.Size * _groupInputs;
        int next = 0;
        for (int panel = 0; panel < Panel.Count(_groupInputs); panel++)
        {
            int firstInput = panel * Panel.Width;
            int count = Math.Min(Panel.Width, _groupInputs - firstInput);
            for (int row = 0; row < phase.Rows; row++)
            {
                for (int column = 0; column < phase.Columns; column++)
                {
                    int position = phase.KernelRow(row) * _window.Size + phase.KernelColumn(column);
                    int first = position * _groupInputs + firstInput;
                    if (_groups == 1 && _groupOutputs % Panel.Width == 0)
                    {
                        Span<float> block = target.Slice(next, _groupOutputs * Panel.Width);
                        PanelTranspose.Run(weights, depth, _groupOutputs, first, count, block);
                        next += block.Length;
                        continue;
                    }
                    for (int output = 0; output < _groupOutputs; output++)
                    {
                        int at = Panel.Offset(depth, first, group * _groupOutputs + output);
                        Span<float> lanes = target.Slice(next, Panel.Width);
                        for (int i = 0; i < count; i++) lanes[i] = weights[at + i * Panel.Width];
                        next += Panel.Width;
                    }
                }
            }
        }
    }
}
