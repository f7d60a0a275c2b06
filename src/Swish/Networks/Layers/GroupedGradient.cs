using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Contains the gradients of the weights and of the bias of a convolution, for each group of consecutive examples. The
/// groups are the same for any number of threads.
/// </summary>
internal sealed class GroupedGradient
{
    private const int SmallGroup = 8;
    private const int MediumGroup = 16;
    private const int LargeGroup = 32;

    // Fewer and larger groups for many weights, whose sums would take more memory and time than they save.
    private const int MediumLength = 1 << 16;
    private const int LargeLength = 1 << 18;

    private readonly ParameterBlock _weights;
    private readonly ParameterBlock? _bias;
    private readonly PanelBuffer _sums;
    private readonly PanelBuffer? _biasSums;
    private readonly int _batchSize;
    private readonly int _length;
    private readonly int _lanes;

    /// <summary>Allocates the sums.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="bias">The bias, or null.</param>
    public GroupedGradient(LayerContext context, ParameterBlock weights, ParameterBlock? bias)
    {
        _weights = weights;
        _bias = bias;
        _batchSize = context.Spec.BatchSize;
        _length = (int)TensorAllocator.MatrixLength(weights.Rows, weights.Features);
        _lanes = ImageShape.Lanes(weights.Features);
        GroupSize = _length < MediumLength ? SmallGroup : _length < LargeLength ? MediumGroup : LargeGroup;
        _sums = context.AllocateFloats((long)GroupCount * _length);
        if (bias is not null) _biasSums = context.AllocateFloats((long)_batchSize * _lanes);
    }

    /// <summary>Gets the number of examples of a group.</summary>
    public int GroupSize { get; }

    private int GroupCount => (_batchSize + GroupSize - 1) / GroupSize;

    /// <summary>Returns the gradient of the group of an example, which is zero for the first example.</summary>
    /// <param name="example">The index of the example.</param>
    /// <returns>The gradient of the weights, in their layout.</returns>
    public Span<float> Open(int example)
    {
        Span<float> sums = _sums.Span.Slice(example / GroupSize * _length, _length);
        if (example % GroupSize == 0) sums.Clear();
        return sums;
    }

    /// <summary>Computes the gradient of the bias of one example.</summary>
    /// <param name="example">The index of the example.</param>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    public void AddBias(int example, ReadOnlySpan<float> gradient)
    {
        if (_biasSums is not null)
            ImageKernels.Current.SumPositions(gradient, _lanes, _biasSums.Span.Slice(example * _lanes, _lanes));
    }

    /// <summary>Adds the gradients of all groups for one panel of outputs, and passes them to a sink.</summary>
    /// <param name="panel">The index of the panel.</param>
    /// <param name="sink">Receives the gradients.</param>
    /// <param name="scratch">Scratch memory of 32 · 32 floats.</param>
    public void Send(int panel, IGradientSink sink, Span<float> scratch)
    {
        int rows = _weights.Rows;
        for (int row = 0; row < rows; row += Panel.Width)
        {
            int offset = (panel * rows + row) * Panel.Width;
            Span<float> block = scratch[..(Math.Min(Panel.Width, rows - row) * Panel.Width)];
            _sums.Span.Slice(offset, block.Length).CopyTo(block);
            for (int group = 1; group < GroupCount; group++)
                ElementwiseKernels.Current.Add(block, _sums.Span.Slice(group * _length + offset, block.Length));
            sink.Apply(_weights, offset, block);
        }
        if (_bias is null) return;
        int first = panel * Panel.Width, count = Math.Min(Panel.Width, _lanes - first);
        Span<float> gradient = _bias.Gradient!.Lanes(panel);
        gradient.Clear();
        for (int example = 0; example < _batchSize; example++)
            for (int lane = 0; lane < count; lane++)
                gradient[lane] += _biasSums!.Span[example * _lanes + first + lane];
        _bias.SendGradient(panel, sink);
    }
}
