using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>Computes a depthwise convolution of an image, and its gradients. Lanes are channels.</summary>
internal sealed class DepthwiseProduct : IImageProduct
{
    private readonly NetworkSpec _spec;
    private readonly int _index;
    private readonly TensorShape _input;
    private readonly TensorShape _output;
    private readonly Window _window;
    private readonly ParameterBlock _weights;
    private readonly ParameterBlock? _bias;
    private readonly GroupedGradient _gradient;
    private readonly DepthwiseShape _forward;
    private readonly List<Phase> _phases = [];
    private readonly int _paddedRows;
    private readonly int _paddedColumns;
    private readonly int _top;
    private readonly int _frameRows;
    private readonly int _frameColumns;
    private readonly bool _coversInput;

    /// <summary>Allocates the parameters and their gradients.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public DepthwiseProduct(LayerContext context, TensorShape input, DepthwiseConvolutionSpec layer)
    {
        _spec = context.Spec;
        _index = context.Index;
        _input = input;
        _output = layer.OutputShape(input);
        _window = Window.Of(layer.KernelSize, layer.Stride, layer.Padding);
        int size = _window.Size, stride = _window.Stride, taps = size * size;
        _weights = context.AllocateKernels(new TensorShape(1, size, size), input.Channels);
        if (layer.HasBias) _bias = context.AllocateVector(ParameterKind.Bias, "bias", input.Channels);
        Parameters = _bias is null ? [_weights] : [_weights, _bias];
        _gradient = new(context, _weights, _bias);
        _paddedRows = (_output.Rows - 1) * stride + size;
        _paddedColumns = (_output.Columns - 1) * stride + size;
        _forward = new DepthwiseShape
        {
            Rows = _output.Rows,
            Columns = _output.Columns,
            Lanes = input.Lanes,
            KernelRows = size,
            KernelColumns = size,
            InputRow = _paddedColumns * input.Lanes,
            Stride = stride,
            OutputRow = _output.Columns * input.Lanes,
            OutputStep = input.Lanes,
            WeightPanel = taps * Panel.Width,
            WeightRow = size * Panel.Width,
            WeightStep = Panel.Width,
        };
        _top = Phase.Before(_window);
        _frameRows = _top + Math.Max(_output.Rows, Phase.Last(_window, input.Rows) + 1);
        _frameColumns = _top + Math.Max(_output.Columns, Phase.Last(_window, input.Columns) + 1);
        int rowPhases = Math.Min(stride, input.Rows), columnPhases = Math.Min(stride, input.Columns);
        for (int row = 0; row < rowPhases; row++)
        {
            for (int column = 0; column < columnPhases; column++)
            {
                Phase phase = new(_window, row, column);
                if (phase.TapCount > 0) _phases.Add(phase);
            }
        }
        _coversInput = _phases.Count == rowPhases * columnPhases;
    }

    /// <inheritdoc/>
    public TensorShape OutputShape => _output;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public int GroupSize => _gradient.GroupSize;

    /// <inheritdoc/>
    public int PanelCount => Panel.Count(_output.Channels);

    /// <inheritdoc/>
    public long ScratchLength => Math.Max(
        Panel.Width * Panel.Width,
        (long)_input.Lanes * Math.Max(_paddedRows * _paddedColumns, _frameRows * _frameColumns));

    /// <inheritdoc/>
    public void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        float[] initial = new float[_weights.Rows * _weights.Features];
        Initializer.Fill(
            initial, _weights.Rows, _weights.Features, _spec.Initializer, _spec.InitializerDeviation,
            () => new RandomStream(_spec.Seed, RandomPurpose.InitialWeights, _index), team, cancellationToken,
            fanOut: _output.Channels * _window.Size * _window.Size);
        _weights.Set(initial);
        _bias?.Fill((float)_spec.InitialBias);
    }

    /// <summary>Does nothing: flipped weights are read backward.</summary>
    public void PrepareBackward()
    {
    }

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> input, Span<float> output, bool forEvaluation, Span<float> scratch,
        ImagePrefetcher prefetcher)
    {
        PanelBuffer weights = forEvaluation ? _weights.EvaluationValues : _weights.Values;
        DepthwiseKernels.Current.Multiply(Pad(input, scratch), weights.Span, output, _forward);
        if (_bias is null) return;
        PanelBuffer bias = forEvaluation ? _bias.EvaluationValues : _bias.Values;
        ImageKernels.Current.AddLanes(output, bias.Span[.._output.Lanes]);
    }

    /// <inheritdoc/>
    public void Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher first, ImagePrefetcher second)
    {
        DepthwiseKernels.Current.MultiplyTransposed(Pad(input, scratch), gradient, _gradient.Open(example), _forward);
        _gradient.AddBias(example, gradient);
        if (inputGradient.IsEmpty) return;
        if (!_coversInput) inputGradient.Clear();
        Span<float> frame = scratch[..(_frameRows * _frameColumns * _input.Lanes)];
        ImagePadding.Copy(
            gradient, _output.Rows, _output.Columns, _output.Lanes, 0, _output.Lanes, _top, _top, frame, _frameRows,
            _frameColumns);
        foreach (Phase phase in _phases) MultiplyFlipped(frame, phase, inputGradient);
    }

    /// <inheritdoc/>
    public void SendGradients(int panel, IGradientSink sink, Span<float> scratch) => _gradient.Send(panel, sink, scratch);

    private void MultiplyFlipped(ReadOnlySpan<float> frame, Phase phase, Span<float> inputGradient)
    {
        int stride = _window.Stride, lanes = _input.Lanes;
        DepthwiseShape shape = _forward with
        {
            Rows = (_input.Rows - phase.Row + stride - 1) / stride,
            Columns = (_input.Columns - phase.Column + stride - 1) / stride,
            KernelRows = phase.Rows,
            KernelColumns = phase.Columns,
            InputRow = _frameColumns * lanes,
            Stride = 1,
            OutputRow = stride * _input.Columns * lanes,
            OutputStep = stride * lanes,
            WeightStart = (phase.KernelRow(0) * _window.Size + phase.KernelColumn(0)) * Panel.Width,
            WeightRow = -stride * _window.Size * Panel.Width,
            WeightStep = -stride * Panel.Width,
        };
        int first = ((phase.FirstRow + _top) * _frameColumns + phase.FirstColumn + _top) * lanes;
        DepthwiseKernels.Current.Multiply(
            frame[first..], _weights.Values.Span,
            inputGradient[((phase.Row * _input.Columns + phase.Column) * lanes)..], shape);
    }

    private ReadOnlySpan<float> Pad(ReadOnlySpan<float> input, Span<float> scratch)
    {
        if (_window.Padding == 0 && _paddedRows == _input.Rows && _paddedColumns == _input.Columns) return input;
        Span<float> padded = scratch[..(_paddedRows * _paddedColumns * _input.Lanes)];
        ImagePadding.Copy(
            input, _input.Rows, _input.Columns, _input.Lanes, 0, _input.Lanes, _window.Padding, _window.Padding, padded,
            _paddedRows, _paddedColumns);
        return padded;
    }
}
