using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>Computes a convolution of an image, and its gradients.</summary>
internal sealed class ConvolutionProduct : IImageProduct
{
    private readonly NetworkSpec _spec;
    private readonly int _index;
    private readonly TensorShape _input;
    private readonly TensorShape _output;
    private readonly Window _window;
    private readonly int _groups;
    private readonly int _groupInputs;
    private readonly int _groupOutputs;
    private readonly ParameterBlock _weights;
    private readonly ParameterBlock? _bias;
    private readonly GroupedGradient _gradient;
    private readonly ProductShape _forward;
    private readonly TransposedKernel _transposed;
    private readonly bool _readsInPlace;
    private readonly int _paddedRows;
    private readonly int _paddedColumns;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the parameters and their gradients.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    public ConvolutionProduct(LayerContext context, TensorShape input, ConvolutionSpec layer)
    {
        _spec = context.Spec;
        _stop = context.Stop;
        _index = context.Index;
        _input = input;
        _output = layer.OutputShape(input);
        _window = Window.Of(layer.KernelSize, layer.Stride, layer.Padding);
        _groups = layer.Groups;
        _groupInputs = input.Channels / _groups;
        _groupOutputs = layer.Outputs / _groups;
        _weights = context.AllocateKernels(
            new TensorShape(_groupInputs, _window.Size, _window.Size), layer.Outputs);
        if (layer.HasBias) _bias = context.AllocateVector(ParameterKind.Bias, "bias", layer.Outputs);
        Parameters = _bias is null ? [_weights] : [_weights, _bias];
        _gradient = new(context, _weights, _bias);
        // Without padding, an image whose channels fill their lanes can be read where it is.
        _readsInPlace = _window.Padding == 0 && _groupInputs == input.Lanes;
        _paddedRows = _readsInPlace ? input.Rows : (_output.Rows - 1) * _window.Stride + _window.Size;
        _paddedColumns = _readsInPlace ? input.Columns : (_output.Columns - 1) * _window.Stride + _window.Size;
        _forward = new ProductShape
        {
            Rows = _output.Rows,
            Columns = _output.Columns,
            InputRow = (nint)_window.Stride * _paddedColumns * _groupInputs,
            InputStep = (nint)_window.Stride * _groupInputs,
            Blocks = _window.Size,
            BlockLength = _window.Size * _groupInputs,
            Jump = (nint)_paddedColumns * _groupInputs,
            OutputRow = (nint)_output.Columns * _output.Lanes,
            OutputStep = _output.Lanes,
        };
        if (_readsInPlace && _window is { Size: 1, Stride: 1 })
            _forward = _forward with { Rows = 1, Columns = _output.Positions };
        _transposed = new(context, input, _output, _window, _groups);
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
    public long ScratchLength =>
        Math.Max(PaddedLength, _transposed.ScratchLength) + TemporaryLength + Panel.Width * Panel.Width;

    private int PaddedLength => _readsInPlace ? 0 : Round(_paddedRows * _paddedColumns * _groupInputs);

    // With groups, the lanes of a group are computed into a panel, since they may start anywhere.
    private int TemporaryLength =>
        _groups == 1 ? 0 : Math.Max(_output.Positions, _input.Positions) * Panel.Width;

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

    /// <inheritdoc/>
    public void PrepareBackward() => _transposed.Prepare(_weights.Values.Span);

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> input, Span<float> output, bool forEvaluation, Span<float> scratch,
        ImagePrefetcher prefetcher)
    {
        PanelBuffer weights = forEvaluation ? _weights.EvaluationValues : _weights.Values;
        int depth = _weights.Rows;
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
            Span<float> temporary = scratch.Slice(PaddedLength, _output.Positions * Panel.Width);
            ProductShape shape = Into(_forward);
            for (int group = 0; group < _groups; group++)
            {
                ReadOnlySpan<float> padded = Pad(input, group, scratch);
                foreach ((int panel, int lane, int count) in LaneRange.Split(group * _groupOutputs, _groupOutputs))
                {
                    ConvolutionKernels.Current.Multiply(
                        padded, weights.Panel(panel, depth), temporary, shape, Panel.Width, stop: _stop);
                    LaneRange.Copy(
                        temporary, Panel.Width, lane, output, _output.Lanes, panel * Panel.Width + lane, count);
                }
            }
        }
        if (_bias is null) return;
        PanelBuffer bias = forEvaluation ? _bias.EvaluationValues : _bias.Values;
        ImageKernels.Current.AddLanes(output, bias.Span[.._output.Lanes]);
    }

    /// <inheritdoc/>
    public void Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher first, ImagePrefetcher second)
    {
        Span<float> sums = _gradient.Open(example);
        int length = _weights.Rows * Panel.Width;
        if (_groups == 1)
        {
            ReadOnlySpan<float> padded = Pad(input, 0, scratch);
            for (int panel = 0; panel < PanelCount; panel++)
                ConvolutionKernels.Current.MultiplyTransposed(
                    padded, gradient[(panel * Panel.Width)..], sums.Slice(panel * length, length), _forward,
                    LanesOf(panel), panel == 0 ? first : default, _stop);
        }
        else
        {
            Span<float> temporary = scratch.Slice(PaddedLength, _output.Positions * Panel.Width);
            ProductShape shape = Into(_forward);
            for (int group = 0; group < _groups; group++)
            {
                ReadOnlySpan<float> padded = Pad(input, group, scratch);
                foreach ((int panel, int lane, int count) in LaneRange.Split(group * _groupOutputs, _groupOutputs))
                {
                    // The other lanes are zero, and leave the gradients of other groups as they are.
                    temporary.Clear();
                    LaneRange.Copy(
                        gradient, _output.Lanes, panel * Panel.Width + lane, temporary, Panel.Width, lane, count);
                    ConvolutionKernels.Current.MultiplyTransposed(
                        padded, temporary, sums.Slice(panel * length, length), shape, Panel.Width, stop: _stop);
                }
            }
        }
        _gradient.AddBias(example, gradient);
        if (!inputGradient.IsEmpty) _transposed.Multiply(gradient, inputGradient, scratch, second);
    }

    /// <inheritdoc/>
    public void SendGradients(int panel, IGradientSink sink, Span<float> scratch) => _gradient.Send(panel, sink, scratch);

    /// <summary>Rounds a length up, so that what follows it in scratch memory is aligned.</summary>
    /// <param name="length">The number of floats.</param>
    /// <returns>The next multiple of 16.</returns>
    public static int Round(int length) => ImageShape.Lanes(length);

    private int LanesOf(int panel) => Math.Min(Panel.Width, _output.Lanes - panel * Panel.Width);

    private ProductShape Into(ProductShape shape) =>
        shape with { OutputRow = (nint)_output.Columns * Panel.Width, OutputStep = Panel.Width };

    private ReadOnlySpan<float> Pad(ReadOnlySpan<float> input, int group, Span<float> scratch)
    {
        if (_readsInPlace) return input;
        Span<float> padded = scratch[..(_paddedRows * _paddedColumns * _groupInputs)];
        ImagePadding.Copy(
            input, _input.Rows, _input.Columns, _input.Lanes, group * _groupInputs, _groupInputs, _window.Padding,
            _window.Padding, padded, _paddedRows, _paddedColumns);
        return padded;
    }
}
