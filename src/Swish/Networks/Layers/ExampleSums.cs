using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Contains the gradients of the weights of a convolution, one sum over <see cref="ExamplesPerSum"/> consecutive
/// examples after the other, and those of the bias, one for each example. The sums are the same for any number of
/// threads.
/// </summary>
internal sealed class ExampleSums
{
    private const int FewExamples = 8;
    private const int MoreExamples = 16;
    private const int ManyExamples = 32;

    // Fewer sums for many weights, as they would take more memory and time than they save.
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
    public ExampleSums(LayerContext context, ParameterBlock weights, ParameterBlock? bias)
    {
        _weights = weights;
        _bias = bias;
        _batchSize = context.Spec.BatchSize;
        _length = (int)TensorAllocator.MatrixLength(weights.Rows, weights.Features);
        _lanes = ImageShape.Lanes(weights.Features);
        ExamplesPerSum = _length < MediumLength ? FewExamples : _length < LargeLength ? MoreExamples : ManyExamples;
        _sums = context.AllocateFloats((long)SumCount * _length);
        if (bias is not null) _biasSums = context.AllocateFloats((long)_batchSize * _lanes);
    }

    /// <summary>Gets the number of consecutive examples that one thread adds to a sum, a power of 2.</summary>
    public int ExamplesPerSum { get; }

    private int SumCount => (_batchSize + ExamplesPerSum - 1) / ExamplesPerSum;

    /// <summary>Returns the sum of an example, which is zero for its first example.</summary>
    /// <param name="example">The index of the example.</param>
    /// <returns>The gradient of the weights, in their layout.</returns>
    public Span<float> Open(int example)
    {
        Span<float> sums = _sums.Span.Slice(example / ExamplesPerSum * _length, _length);
        if (example % ExamplesPerSum == 0) sums.Clear();
        return sums;
    }

    /// <summary>Checks a sum after its last example.</summary>
    /// <param name="example">The index of the example that has been added.</param>
    /// <returns>False if the sum is not finite, or too large to continue; true after other examples.</returns>
    public bool IsValidAfter(int example) =>
        ((example + 1) % ExamplesPerSum != 0 && example + 1 < _batchSize)
        || ElementwiseKernels.Current.AreWithin(
            _sums.Span.Slice(example / ExamplesPerSum * _length, _length), ElementwiseKernels.MaxGradient);

    /// <summary>Computes the gradient of the bias of one example.</summary>
    /// <param name="example">The index of the example.</param>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    public void AddBias(int example, ReadOnlySpan<float> gradient)
    {
        if (_biasSums is not null)
            ImageKernels.Current.SumPositions(gradient, _lanes, _biasSums.Span.Slice(example * _lanes, _lanes));
    }

    /// <summary>Adds all sums for one panel of outputs, and passes the gradients to a sink.</summary>
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
            for (int sum = 1; sum < SumCount; sum++)
                ElementwiseKernels.Current.Add(block, _sums.Span.Slice(sum * _length + offset, block.Length));
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
