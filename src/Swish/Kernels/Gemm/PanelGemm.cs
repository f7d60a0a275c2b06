using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Matrix products with one panel of outputs, C = A·B with C of [rows][32], cut into micro-tiles (see BLIS). The three
/// products of a dense layer are these, with different operands. Each element is accumulated with fused multiply-adds
/// in ascending order from +0, so that it has the same bits with any tile and vector width.
/// </summary>
internal abstract unsafe class PanelGemm
{
    // The initial values of the accumulators of a tile of 8 rows, the most.
    private static readonly float[] ZeroTile = GC.AllocateArray<float>(8 * Panel.Width, pinned: true);

    /// <summary>Gets the kernels for the widest registers.</summary>
    public static PanelGemm Current { get; } = VectorWidth.Select(default(Factory));

    private protected static float* Zeros =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(ZeroTile));

    /// <summary>
    /// Computes one panel of A·B, [rows, depth]·[depth, 32]: c[row, lane] = Σₖ a[row, k]·b[k, lane], k ascending.
    /// Forward, b is a panel of the weights; backward to the input, it is 32 columns of the weights, transposed.
    /// </summary>
    /// <param name="a">[rows, depth] in panels: [k/32][row][32].</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="b">[depth][32].</param>
    /// <param name="depth">The features of a, over which the sum runs.</param>
    /// <param name="c">Gets the panel, [row][32]; overwritten, and no part of a or b.</param>
    /// <param name="lanes">How many lanes of the panel are needed, 1 to 32; the others may be left as they are.</param>
    /// <param name="upcoming">The weights to prefetch meanwhile.</param>
    public abstract void MatMul(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        WeightPrefetcher upcoming = default);

    /// <summary>
    /// Computes a block of Aᵀ·B, [features, examples]·[examples, 32]: c[feature, lane] = Σ over the examples,
    /// ascending, of a[example, feature]·b[example, lane]. It is the gradient of 32 inputs' weights to 32 outputs.
    /// </summary>
    /// <param name="a">A panel, [example][32].</param>
    /// <param name="features">How many of its features are needed, from the first, 1 to 32.</param>
    /// <param name="b">A panel, [example][32].</param>
    /// <param name="examples">The rows of a and b, over which the sum runs.</param>
    /// <param name="c">Gets the block, [feature][32]; overwritten, and no part of a or b.</param>
    /// <param name="lanes">How many lanes of b are needed, 1 to 32; those of c beyond may be left as they are.</param>
    /// <param name="upcoming">The weights to prefetch meanwhile.</param>
    public abstract void MatMulTransposed(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        WeightPrefetcher upcoming = default);

    /// <summary>
    /// Computes one panel of A·B, [rows, columns]·[columns, 32], from sparse rows:
    /// c[row, lane] = Σ over the entries of the row of value·b[column, lane].
    /// </summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="b">[column][32].</param>
    /// <param name="c">Gets the panel, [row][32]; overwritten, and no part of b.</param>
    /// <param name="upcoming">The weights to prefetch meanwhile.</param>
    public abstract void MatMul(SparseRows a, ReadOnlySpan<float> b, Span<float> c, WeightPrefetcher upcoming = default);

    /// <summary>
    /// Computes a block of Aᵀ·B, from sparse rows for some columns: c[column, lane] = Σ
    /// over the entries of the column of value·b[row, lane]. Call <see cref="SparseRows.SortByColumn"/> before.
    /// </summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columns">How many.</param>
    /// <param name="b">[row][32].</param>
    /// <param name="c">Gets the block, [column][32]; overwritten, and no part of b.</param>
    /// <param name="upcoming">The weights to prefetch meanwhile.</param>
    public abstract void MatMulTransposed(
        SparseRows a, int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c,
        WeightPrefetcher upcoming = default);

    private readonly struct Factory : IVectorized<PanelGemm>
    {
        public PanelGemm For<T>()
            where T : struct, ISimdVector<T> => new PanelGemm<T>();
    }
}
