using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// What a layer reads: [rows, features], in panels or, where most values are zero, as the nonzero ones only. Both forms
/// lead to the same bits.
/// </summary>
internal sealed class LayerInput
{
    private readonly PanelBuffer? _dense;
    private readonly SparseRows? _sparse;

    /// <summary>Features in panels: [feature/32][row][32].</summary>
    /// <param name="dense">The panels; the buffer may be longer.</param>
    /// <param name="rows">Examples.</param>
    /// <param name="features">Features of an example.</param>
    public LayerInput(PanelBuffer dense, int rows, int features)
    {
        _dense = dense;
        Rows = rows;
        Features = features;
    }

    /// <summary>Features of which most are zero.</summary>
    /// <param name="sparse">The nonzero ones.</param>
    public LayerInput(SparseRows sparse)
    {
        _sparse = sparse;
        Rows = sparse.Rows;
        Features = sparse.Columns;
    }

    /// <summary>Examples.</summary>
    public int Rows { get; }

    /// <summary>Features of an example.</summary>
    public int Features { get; }

    /// <summary>Whether zeros are skipped.</summary>
    public bool IsSparse => _sparse is not null;

    /// <summary>Returns one panel, [row][32], of features in panels.</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <exception cref="InvalidOperationException">The features are sparse.</exception>
    public ReadOnlySpan<float> Panel(int panel) =>
        _dense is null
            ? throw new InvalidOperationException("Sparse features have no panels.")
            : _dense.Panel(panel, Rows);

    /// <summary>
    /// Computes one panel of the product with weights: output[row, lane] = Σ over the features of x·w.
    /// </summary>
    /// <param name="weights">One panel of the weights, [feature][32].</param>
    /// <param name="output">Gets the panel, [row][32].</param>
    /// <param name="lanes">How many lanes of it are needed; the others may be left as they are.</param>
    /// <param name="next">The weights to prefetch meanwhile.</param>
    public void MatMul(ReadOnlySpan<float> weights, Span<float> output, int lanes, WeightPrefetcher next)
    {
        if (_sparse is not null) PanelGemm.Current.MatMul(_sparse, weights, output, next);
        else PanelGemm.Current.MatMul(_dense!.Span, Rows, weights, Features, output, lanes, next);
    }

    /// <summary>
    /// Computes a block of the gradient of the weights: block[feature, lane] = Σ over the rows of x·gradient.
    /// </summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="gradient">One panel of the gradient at the product, [row][32].</param>
    /// <param name="block">Gets the block, [feature][32].</param>
    /// <param name="lanes">How many lanes of the gradient are needed; the others may be left as they are.</param>
    /// <param name="next">The weights to prefetch meanwhile.</param>
    /// <returns>How many features the panel has: the rows of the block.</returns>
    public int MatMulTransposed(
        int panel, ReadOnlySpan<float> gradient, Span<float> block, int lanes, WeightPrefetcher next)
    {
        int first = panel * Kernels.Memory.Panel.Width;
        int count = Math.Min(Kernels.Memory.Panel.Width, Features - first);
        if (_sparse is not null) PanelGemm.Current.MatMulTransposed(_sparse, first, count, gradient, block, next);
        else PanelGemm.Current.MatMulTransposed(Panel(panel), count, gradient, Rows, block, lanes, next);
        return count;
    }
}
