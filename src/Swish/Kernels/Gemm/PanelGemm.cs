using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Computes one panel of a matrix product, C = A·B with C of [rows][32], with micro-tiles as in BLIS. It is used for
/// all three products of a dense layer, with different operands. Each element is accumulated with fused multiply-adds
/// in ascending order from +0, so that results are bit-identical for all tiles and vector widths.
/// </summary>
internal abstract unsafe class PanelGemm
{
    // The initial values of the accumulators of a tile of 8 rows, the largest tile.
    private static readonly float[] ZeroTile = GC.AllocateArray<float>(8 * Panel.Width, pinned: true);

    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static PanelGemm Current { get; } = VectorWidth.Select(default(Factory));

    private protected static float* Zeros =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(ZeroTile));

    /// <summary>
    /// Computes one panel of A·B, [rows, depth]·[depth, 32]: c[row, lane] = Σₖ a[row, k]·b[k, lane], k ascending.
    /// In the forward pass b is a panel of the weights; in the backward pass it is 32 columns of the weights,
    /// transposed.
    /// </summary>
    /// <param name="a">[rows, depth] in panels: [k/32][row][32].</param>
    /// <param name="rows">The number of rows of a and c.</param>
    /// <param name="b">[depth][32].</param>
    /// <param name="depth">The number of features of a, which are the terms of the sum.</param>
    /// <param name="c">Receives the panel, [row][32]; must not overlap a or b.</param>
    /// <param name="lanes">The number of lanes to compute, 1 to 32; the others are undefined.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a product of many rows and features, which takes seconds.</param>
    /// <exception cref="OperationCanceledException">The product was canceled; c is incomplete.</exception>
    public void MatMul(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        WeightPrefetcher prefetcher = default, CancellationToken stop = default) =>
        MatMulRows(a, rows, 0, rows, b, depth, c, lanes, prefetcher, stop);

    /// <summary>Computes some rows of one panel of A·B; see <see cref="MatMul(ReadOnlySpan{float}, int,
    /// ReadOnlySpan{float}, int, Span{float}, int, WeightPrefetcher, CancellationToken)"/>.</summary>
    /// <param name="a">[allRows, depth] in panels: [k/32][row][32].</param>
    /// <param name="allRows">The number of rows of a.</param>
    /// <param name="first">The first row of a to use.</param>
    /// <param name="rows">The number of rows of a to use, which are the rows of c.</param>
    /// <param name="b">[depth][32].</param>
    /// <param name="depth">The number of features of a, which are the terms of the sum.</param>
    /// <param name="c">Receives the panel, [row][32]; must not overlap a or b.</param>
    /// <param name="lanes">The number of lanes to compute, 1 to 32; the others are undefined.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a product of many rows and features.</param>
    /// <exception cref="OperationCanceledException">The product was canceled; c is incomplete.</exception>
    public abstract void MatMulRows(
        ReadOnlySpan<float> a, int allRows, int first, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        WeightPrefetcher prefetcher = default, CancellationToken stop = default);

    /// <summary>
    /// Computes a block of Aᵀ·B, [features, examples]·[examples, 32]: c[feature, lane] = Σ over the examples,
    /// ascending, of a[example, feature]·b[example, lane]. It is the gradient of the weights from 32 inputs to 32
    /// outputs.
    /// </summary>
    /// <param name="a">A panel, [example][32].</param>
    /// <param name="features">The number of features of a to compute, 1 to 32.</param>
    /// <param name="b">A panel, [example][32].</param>
    /// <param name="examples">The number of rows of a and b, which are the terms of the sum.</param>
    /// <param name="c">Receives the block, [feature][32]; must not overlap a or b.</param>
    /// <param name="lanes">The number of lanes of b, 1 to 32; the other lanes of c are undefined.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    public abstract void MatMulTransposed(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        WeightPrefetcher prefetcher = default);

    /// <summary>
    /// Computes one panel of A·B, [rows, columns]·[columns, 32], from sparse rows:
    /// c[row, lane] = Σ over the entries of the row of value·b[column, lane].
    /// </summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="b">[column][32].</param>
    /// <param name="c">Receives the panel, [row][32]; must not overlap b.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a product of many rows and columns.</param>
    /// <exception cref="OperationCanceledException">The product was canceled; c is incomplete.</exception>
    public abstract void MatMul(
        SparseRows a, ReadOnlySpan<float> b, Span<float> c, WeightPrefetcher prefetcher = default,
        CancellationToken stop = default);

    /// <summary>
    /// Computes a block of Aᵀ·B from sparse rows, for some columns: c[column, lane] = Σ value·b[row, lane] over the
    /// entries of the column. Call <see cref="SparseRows.SortByColumn"/> first.
    /// </summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="b">[row][32].</param>
    /// <param name="c">Receives the block, [column][32]; must not overlap b.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    public abstract void MatMulTransposed(
        SparseRows a, int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c,
        WeightPrefetcher prefetcher = default);

    /// <summary>
    /// Gets whether two panels of a product with sparse rows take less time together: with 512 bits there are registers for
    /// both.
    /// </summary>
    public abstract bool PairsSparsePanels { get; }

    /// <summary>Computes two panels of the product of sparse rows; see <see cref="MatMul(SparseRows, ReadOnlySpan{float},
    /// Span{float}, WeightPrefetcher, CancellationToken)"/>.</summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="b0">The first panel, [column][32].</param>
    /// <param name="b1">The second panel, [column][32].</param>
    /// <param name="c0">Receives the first panel, [row][32].</param>
    /// <param name="c1">Receives the second panel, [row][32].</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a product of many rows and columns.</param>
    public abstract void MatMulPair(
        SparseRows a, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0, Span<float> c1,
        WeightPrefetcher prefetcher = default, CancellationToken stop = default);

    /// <summary>Computes blocks of two panels of the transposed product of sparse rows; see
    /// <see cref="MatMulTransposed(SparseRows, int, int, ReadOnlySpan{float}, Span{float}, WeightPrefetcher)"/>.</summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="b0">The first panel, [row][32].</param>
    /// <param name="b1">The second panel, [row][32].</param>
    /// <param name="c0">Receives the block of the first panel, [column][32].</param>
    /// <param name="c1">Receives the block of the second panel, [column][32].</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    public abstract void MatMulTransposedPair(
        SparseRows a, int firstColumn, int columns, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0,
        Span<float> c1, WeightPrefetcher prefetcher = default);

    private readonly struct Factory : IVectorized<PanelGemm>
    {
        public PanelGemm For<T>()
            where T : struct, ISimdVector<T> => new PanelGemm<T>();
    }
}
