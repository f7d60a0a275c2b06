using Swish.Kernels;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes the gradient with respect to the input of a dense product, Wᵀ·g, in one of two ways with the same bits. One
/// operand must be transposed, so that the other sums run along its rows: for large batches the weights, 32 inputs at a time
/// in scratch memory; for small batches the gradient g, once for all inputs, and then the result.
/// </summary>
internal sealed class DenseInputGradient
{
    private readonly ParameterBlock _weights;
    private readonly int _inputs;
    private readonly int _rows;
    private readonly CancellationToken _stop;

    // g by example, [batch/32][output][32], with outputs up to a whole panel; null to transpose the weights.
    private readonly PanelBuffer? _byExample;

    /// <summary>Allocates the transposed gradient if it is used.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="weights">W, [outputs, inputs].</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="transposesGradient">
    /// Whether the gradient is transposed, for batches of whole panels; null for <see cref="TransposesGradient"/>.
    /// </param>
    public DenseInputGradient(LayerContext context, ParameterBlock weights, int inputs, bool? transposesGradient = null)
    {
        _weights = weights;
        _inputs = inputs;
        _stop = context.Stop;
        _rows = Panel.Count(weights.Features) * Panel.Width;
        if (transposesGradient ?? TransposesGradient(context.Spec.BatchSize, inputs, weights.Features))
            _byExample = context.AllocateFloats((long)context.Spec.BatchSize * _rows);
    }

    /// <summary>Gets the number of floats of scratch memory that <see cref="Run"/> needs.</summary>
    public long ScratchLength => TensorAllocator.MatrixLength(Panel.Width, _weights.Features);

    /// <summary>
    /// Determines whether the gradient is transposed and not the weights: if the batch consists of whole panels, and
    /// gradient and result together have at most half as many elements as the weights.
    /// </summary>
    /// <param name="batch">The batch size.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <returns>True if the gradient is transposed.</returns>
    public static bool TransposesGradient(int batch, int inputs, int outputs) =>
        batch % Panel.Width == 0 && 2L * batch * (inputs + outputs) <= (long)inputs * outputs;

    /// <summary>Prepares a panel of the gradient with respect to the product. Call it for all panels first.</summary>
    /// <param name="panel">The index of the panel of 32 outputs.</param>
    /// <param name="gradient">The panel of g, [batch][32], with zero in the padding.</param>
    public void Prepare(int panel, ReadOnlySpan<float> gradient)
    {
        if (_byExample is null) return;
        for (int first = 0; first < gradient.Length; first += PanelTranspose.SquareLength)
            PanelTranspose.Square(
                gradient.Slice(first, PanelTranspose.SquareLength), Panel.Width,
                Square(first / PanelTranspose.SquareLength, panel));
    }

    /// <summary>Computes the gradient with respect to 32 inputs.</summary>
    /// <param name="panel">The index of the panel of 32 inputs.</param>
    /// <param name="gradient">g, [output/32][batch][32].</param>
    /// <param name="result">Receives the panel, [batch][32], with zero in the padding.</param>
    /// <param name="scratch">Scratch memory of <see cref="ScratchLength"/> floats.</param>
    public void Run(int panel, PanelBuffer gradient, Span<float> result, Span<float> scratch)
    {
        ReadOnlySpan<float> weights = _weights.Values.Span;
        int lanes = Math.Min(Panel.Width, _inputs - panel * Panel.Width);
        WeightPrefetcher next = new(
            weights, (panel + 1) * PanelTranspose.SquareLength, _inputs * Panel.Width, Panel.Count(_weights.Features));
        if (_byExample is null)
        {
            Span<float> transposed = scratch[..(int)ScratchLength];
            PanelTranspose.Run(weights, _inputs, _weights.Features, panel, transposed);
            PanelGemm.Current.MatMul(
                gradient.Span, result.Length / Panel.Width, transposed, _weights.Features, result, lanes, next, _stop);
        }
        else
        {
            Span<float> square = scratch[..PanelTranspose.SquareLength];
            for (int first = 0; first < result.Length; first += PanelTranspose.SquareLength)
            {
                int examples = first / PanelTranspose.SquareLength;
                PanelGemm.Current.MatMulRows(
                    weights, _inputs, panel * Panel.Width, lanes, _byExample.Span.Slice(examples * _rows * Panel.Width),
                    _weights.Features, square, Panel.Width, first == 0 ? next : default, _stop);
                PanelTranspose.Square(square, lanes, result.Slice(first, PanelTranspose.SquareLength));
            }
        }
        ElementwiseKernels.ClearPadding(result, lanes);
    }

    private Span<float> Square(int examples, int panel) => _byExample!.Span.Slice(
        ((examples * _rows) + (panel * Panel.Width)) * Panel.Width, PanelTranspose.SquareLength);
}
