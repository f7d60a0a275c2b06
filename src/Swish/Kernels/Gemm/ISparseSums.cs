namespace Swish.Kernels.Gemm;

/// <summary>
/// Computes two rows of a product with sparse entries, for one panel or for two. Each element is the sum over the entries of
/// value·source[offset, lane] in their order, from +0.
/// </summary>
internal unsafe interface ISparseSums
{
    /// <summary>
    /// Computes a row of the target from the entries x, and another from y. The two are interleaved to hide their latency; the
    /// remaining entries of the longer list are added after that.
    /// </summary>
    /// <param name="x">The first entry of the first row.</param>
    /// <param name="xEnd">The entry after its last one.</param>
    /// <param name="y">The first entry of the second row.</param>
    /// <param name="yEnd">The entry after its last one.</param>
    /// <param name="xRow">The index of the first row.</param>
    /// <param name="yRow">The index of the second row; that of the first one if y is empty.</param>
    /// <param name="goesOn">Whether the sums continue from what the rows contain.</param>
    void Compute(
        SparseEntry* x, SparseEntry* xEnd, SparseEntry* y, SparseEntry* yEnd, int xRow, int yRow, bool goesOn);
}
