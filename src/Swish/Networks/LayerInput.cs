using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// What a layer reads: a batch of feature vectors, in panels or, where most features are zero, as the others alone.
/// Both forms give a layer the same bits.
/// </summary>
internal sealed class LayerInput
{
    private readonly PanelBuffer? _dense;
    private readonly SparseRows? _sparse;

    /// <summary>Features in panels.</summary>
    /// <param name="dense">The panels of a matrix of so many rows; may be longer than it.</param>
    /// <param name="rows">Examples.</param>
    /// <param name="count">Features of an example.</param>
    public LayerInput(PanelBuffer dense, int rows, int count)
    {
        _dense = dense;
        Rows = rows;
        Count = count;
    }

    /// <summary>Features of which most are zero.</summary>
    /// <param name="sparse">The others.</param>
    public LayerInput(SparseRows sparse)
    {
        _sparse = sparse;
        Rows = sparse.Rows;
        Count = sparse.Columns;
    }

    /// <summary>Examples.</summary>
    public int Rows { get; }

    /// <summary>Features of an example.</summary>
    public int Count { get; }

    /// <summary>Whether zeros are skipped.</summary>
    public bool IsSparse => _sparse is not null;

    /// <summary>One panel; only of features in panels.</summary>
    public ReadOnlySpan<float> Panel(int panel) =>
        _dense is null ? throw new InvalidOperationException("These features have no panels.") : _dense.Panel(panel, Rows);

    /// <summary>The product with one panel of weights.</summary>
    /// <param name="weights">A row of 32 floats for each feature.</param>
    /// <param name="target">Gets a panel.</param>
    /// <param name="lanes">How many lanes of it are wanted.</param>
    /// <param name="upcoming">The weights that will be needed next.</param>
    public void MatMul(ReadOnlySpan<float> weights, Span<float> target, int lanes, WeightPrefetcher upcoming)
    {
        if (_sparse is not null) _sparse.MatMul(weights, target, upcoming);
        else PanelGemm.MatMul(_dense!.Span, Rows, weights, Count, target, lanes, upcoming);
    }

    /// <summary>
    /// The weights' gradient: the product of a panel of these features with a panel of errors, over the examples.
    /// </summary>
    /// <param name="panel">Which features.</param>
    /// <param name="errors">A panel of as many rows.</param>
    /// <param name="target">Gets a row of 32 floats for each of the panel's features.</param>
    /// <param name="lanes">How many lanes of the errors are wanted.</param>
    /// <param name="upcoming">The weights that will be needed next.</param>
    /// <returns>How many features the panel has.</returns>
    public int MatMulTransposed(
        int panel, ReadOnlySpan<float> errors, Span<float> target, int lanes, WeightPrefetcher upcoming)
    {
        int first = panel * Kernels.Memory.Panel.Width;
        int count = Math.Min(Kernels.Memory.Panel.Width, Count - first);
        if (_sparse is not null) _sparse.MatMulTransposed(first, count, errors, target, upcoming);
        else PanelGemm.MatMulTransposed(Panel(panel), count, errors, Rows, target, lanes, upcoming);
        return count;
    }
}
