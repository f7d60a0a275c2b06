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
internal sealed class ConvolutionInputGradient
{
    private readonly TensorShape _input;
    private readonly Window _window;
    private readonly int _groups;
    private readonly int _groupInputs;
    private readonly int _groupOutputs;
    private readonly GradientFrame _frame;
    // The first transposed weight of each phase, and the number of those of a group.
    private readonly int[] _starts;
    private readonly int _groupLength;
    private readonly PanelBuffer _weights;
    private readonly bool _readsInPlace;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the transposed weights.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input of the convolution.</param>
    /// <param name="output">The shape of the output of the convolution.</param>
    /// <param name="window">The kernel.</param>
    /// <param name="groups">The number of groups of channels.</param>
    public ConvolutionInputGradient(
        LayerContext context, TensorShape input, TensorShape output, Window window, int groups)
    {
        _stop = context.Stop;
        _input = input;
        _window = window;
        _groups = groups;
        _groupInputs = input.Channels / groups;
        _groupOutputs = output.Channels / groups;
        _frame = new(window, input, output);
        _readsInPlace = _frame.Rows == output.Rows && _frame.Columns == output.Columns && _groupOutputs == output.Lanes;
        _starts = new int[_frame.Phases.Length];
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = _groupLength;
            _groupLength += _frame.Phases[i].TapCount * _groupOutputs * Panel.Count(_groupInputs) * Panel.Width;
        }
        _weights = context.AllocateFloats((long)groups * _groupLength);
    }

    /// <summary>Gets the number of floats of scratch memory.</summary>
    public long ScratchLength => FrameLength + (_groups == 1 ? 0 : _input.Positions * Panel.Width);

    // A multiple of 16, so that what follows it is aligned.
    private int FrameLength => _readsInPlace ? 0 : ImageShape.Lanes(_frame.Rows * _frame.Columns * _groupOutputs);

    /// <summary>Transposes the weights: [phase][panel of inputs][kernel row, kernel column, output][32].</summary>
    /// <param name="weights">The weights, [output/32][kernel row, kernel column, input][32].</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        Span<float> target = _weights.Span;
        for (int group = 0; group < _groups; group++)
            for (int i = 0; i < _starts.Length; i++)
                Transpose(weights, group, _frame.Phases[i], target[(group * _groupLength + _starts[i])..]);
    }

    /// <summary>Computes the gradient with respect to the input of one example.</summary>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    /// <param name="inputGradient">Receives the gradient, [position][lanes].</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="prefetcher">Prefetches what the next example needs.</param>
    public void Multiply(
        ReadOnlySpan<float> gradient, Span<float> inputGradient, Span<float> scratch, ImagePrefetcher prefetcher)
    {
        if (!_frame.CoversInput || _groups > 1) inputGradient.Clear();
        for (int group = 0; group < _groups; group++)
        {
            ReadOnlySpan<float> frame = _readsInPlace ? gradient
                : _frame.Fill(gradient, group * _groupOutputs, _groupOutputs, scratch);
            for (int i = 0; i < _starts.Length; i++)
            {
                ReadOnlySpan<float> weights = _weights.Span[(group * _groupLength + _starts[i])..];
                Multiply(frame, weights, _frame.Phases[i], group, inputGradient, scratch, prefetcher);
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
            Rows = phase.InputRows,
            Columns = phase.InputColumns,
            InputRow = (nint)_frame.Columns * _groupOutputs,
            InputStep = _groupOutputs,
            Blocks = phase.Rows,
            BlockLength = phase.Columns * _groupOutputs,
            Jump = (nint)_frame.Columns * _groupOutputs,
            OutputRow = (nint)stride * _input.Columns * lanes,
            OutputStep = (nint)stride * lanes,
        };
        ReadOnlySpan<float> source = frame[(_frame.Start(phase) * _groupOutputs)..];
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
