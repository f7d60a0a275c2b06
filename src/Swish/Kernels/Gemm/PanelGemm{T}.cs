using System.Runtime.CompilerServices;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>Computes the matrix products with vectors of type <typeparamref name="T"/>.</summary>
internal sealed unsafe class PanelGemm<T> : PanelGemm
    where T : struct, ISimdVector<T>
{
    // The number of terms of a part of the sum: 16 KB of b, half of an L1 cache.
    private const int FeaturePart = 128;

    // Both operands are read along the sum, and share the L1 cache.
    private const int MaxExamplePart = 104;

    public override void MatMulRows(
        ReadOnlySpan<float> a, int allRows, int first, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        WeightPrefetcher prefetcher, CancellationToken stop)
    {
        Check(first >= 0 && first + rows <= allRows && a.Length >= Panel.Length(allRows, depth)
            && b.Length >= depth * Panel.Width && c.Length >= rows * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            ReductionBlocking order = new(Panel.Width, (nint)allRows * Panel.Width, FeaturePart);
            Run<FeatureSum>(pa + first * Panel.Width, order, pb, depth, pc, rows, lanes, ref prefetcher, stop);
        }
    }

    public override void MatMulTransposed(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        WeightPrefetcher prefetcher)
    {
        Check(features <= Panel.Width && a.Length >= examples * Panel.Width && b.Length >= examples * Panel.Width
            && c.Length >= features * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            int part = Share(examples, MaxExamplePart);
            ReductionBlocking order = new(part, part * Panel.Width, part);
            // A block of weights is computed within milliseconds.
            Run<ExampleSum>(pa, order, pb, examples, pc, features, lanes, ref prefetcher, CancellationToken.None);
        }
    }

    public override void MatMul(
        SparseRows a, ReadOnlySpan<float> b, Span<float> c, WeightPrefetcher prefetcher, CancellationToken stop) =>
        a.MatMul<T>(b, c, ref prefetcher, stop);

    public override void MatMulTransposed(
        SparseRows a, int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c,
        WeightPrefetcher prefetcher) =>
        a.MatMulTransposed<T>(firstColumn, columns, b, c, ref prefetcher);

    // Two vectors fill a row of a panel.
    public override bool PairsSparsePanels => 2 * T.Count == Panel.Width;

    public override void MatMulPair(
        SparseRows a, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0, Span<float> c1,
        WeightPrefetcher prefetcher, CancellationToken stop)
    {
        if (PairsSparsePanels)
        {
            a.MatMulPair<T>(b0, b1, c0, c1, ref prefetcher, stop);
            return;
        }
        a.MatMul<T>(b0, c0, ref prefetcher, stop);
        a.MatMul<T>(b1, c1, ref prefetcher, stop);
    }

    public override void MatMulTransposedPair(
        SparseRows a, int firstColumn, int columns, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0,
        Span<float> c1, WeightPrefetcher prefetcher)
    {
        if (PairsSparsePanels)
        {
            a.MatMulTransposedPair<T>(firstColumn, columns, b0, b1, c0, c1, ref prefetcher);
            return;
        }
        a.MatMulTransposed<T>(firstColumn, columns, b0, c0, ref prefetcher);
        a.MatMulTransposed<T>(firstColumn, columns, b1, c1, ref prefetcher);
    }

    /// <summary>Computes a product with micro-tiles that fit its lanes.</summary>
    /// <remarks>
    /// A long sum is divided into parts, so that the rows of b of a part stay in the L1 cache for all rows of a.
    /// Otherwise each tile would read all of b from the L2 cache.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TStride>(
        float* a, ReductionBlocking order, float* b, int depth, float* c, int rows, int lanes,
        ref WeightPrefetcher prefetcher, CancellationToken stop)
        where TStride : struct, IOperandStride
    {
        // The 16 registers of 256 bits have room for this many accumulators and the operands.
        if (T.Count == 8 && lanes > 3 * T.Count)
        {
            RunRows<TStride, MicroTilePanel3<T>, FourRegisters<T>>(a, order, b, depth, c, rows, ref prefetcher, stop);
            return;
        }
        if (T.Count == 8 && lanes > 2 * T.Count)
        {
            RunRows<TStride, MicroTile4<T, ThreeRegisters<T>>, ThreeRegisters<T>>(
                a, order, b, depth, c, rows, ref prefetcher, stop);
            return;
        }
        int width = 2 * T.Count;
        // The remaining lanes, if they fit one register.
        int narrow = lanes % width <= T.Count ? lanes % width : 0;
        int wide = lanes - narrow;
        float* zeros = Zeros;
        prefetcher.Spread(
            (lanes + width - 1) / width * Tiles(rows) * ((depth + order.Part - 1) / order.Part), iterations: 0);
        for (int from = 0; from < depth; from += order.Part)
        {
            stop.ThrowIfCancellationRequested();
            int count = Math.Min(order.Part, depth - from);
            float* source = a + from / order.Block * order.Jump + from % order.Block * TStride.Step;
            float* other = b + (nint)from * Panel.Width;
            int height;
            for (int row = 0; row < rows && wide > 0; row += height)
            {
                height = Height(rows - row);
                for (int lane = 0; lane < wide; lane += width)
                {
                    prefetcher.Next();
                    float* tile = c + row * Panel.Width + lane;
                    Tile<TStride>(
                        height, source + row * TStride.Row, order, other + lane, count,
                        from > 0 ? tile : zeros, tile);
                }
            }
            for (int row = 0; row < rows && narrow > 0; row += height)
            {
                height = rows - row >= 8 ? 8 : rows - row >= 4 ? 4 : 1;
                prefetcher.Next();
                float* tile = c + row * Panel.Width + wide;
                OneRegisterTile<TStride>(
                    height, source + row * TStride.Row, order, other + wide, count,
                    from > 0 ? tile : zeros, tile);
            }
        }
    }

    /// <summary>
    /// Computes a product with tiles whose rows contain all lanes: tiles of one height, and the remaining rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunRows<TStride, TTile, TRow>(
        float* a, ReductionBlocking order, float* b, int depth, float* c, int rows, ref WeightPrefetcher prefetcher,
        CancellationToken stop)
        where TStride : struct, IOperandStride
        where TTile : struct, IMicroTile
        where TRow : struct, IRowRegisters<T, TRow>
    {
        nint jump = order.Jump;
        int block = order.Block;
        int tiles = rows / TTile.Rows;
        // A single remaining row would have too few accumulators to hide the latency, so use two tiles of 2 for 4 rows.
        if (TTile.Rows == 3 && rows % 3 == 1 && tiles > 0) tiles--;
        prefetcher.Spread(tiles * ((depth + order.Part - 1) / order.Part), Math.Min(order.Part, depth) / 4);
        for (int from = 0; from < depth; from += order.Part)
        {
            stop.ThrowIfCancellationRequested();
            int count = Math.Min(order.Part, depth - from);
            float* x = a + from / block * jump + from % block * TStride.Step;
            float* other = b + (nint)from * Panel.Width;
            float* tile = c;
            float* start = from > 0 ? c : Zeros;
            int started = from > 0 ? Panel.Width : 0;
            for (int i = 0; i < tiles; i++)
            {
                MicroKernel.Run<TTile, TStride>(x, jump, block, other, count, start, tile, prefetcher.Next());
                x += TTile.Rows * TStride.Row;
                tile += TTile.Rows * Panel.Width;
                start += TTile.Rows * started;
            }
            int rest = rows - tiles * TTile.Rows;
            for (; rest >= 2; rest -= 2)
            {
                MicroKernel.Run<MicroTile2<T, TRow>, TStride>(x, jump, block, other, count, start, tile, null);
                x += 2 * TStride.Row;
                tile += 2 * Panel.Width;
                start += 2 * started;
            }
            if (rest > 0) MicroKernel.Run<MicroTile1<T, TRow>, TStride>(x, jump, block, other, count, start, tile, null);
        }
    }

    /// <summary>Returns the number of rows of the next tile.</summary>
    /// <remarks>
    /// With 256 bits there are 16 registers, and tiles of 6 rows × 2 registers leave room for the operands. Tiles of 5
    /// rows are used at the end if no rows remain then, because tiles of 4 rows have too few accumulators to hide the
    /// latency. Other widths have 32 registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Height(int rows)
    {
        if (T.Count != 8) return rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
        if (rows % 6 == 0 || rows > 25) return 6;
        if (rows % 5 == 0 || rows > 8) return 5;
        return rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }

    private static int Tiles(int rows) => T.Count == 8 ? (rows + 5) / 6 : (rows + 7) / 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TStride>(
        int height, float* a, ReductionBlocking order, float* b, int depth, float* start, float* c)
        where TStride : struct, IOperandStride
    {
        nint jump = order.Jump;
        int block = order.Block;
        switch (height)
        {
            case 8: MicroKernel.Run<MicroTile8<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            case 6: MicroKernel.Run<MicroTile6<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            case 5: MicroKernel.Run<MicroTile5<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            case 4: MicroKernel.Run<MicroTile4<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            case 2: MicroKernel.Run<MicroTile2<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            default: MicroKernel.Run<MicroTile1<T, TwoRegisters<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRegisterTile<TStride>(
        int height, float* a, ReductionBlocking order, float* b, int depth, float* start, float* c)
        where TStride : struct, IOperandStride
    {
        nint jump = order.Jump;
        int block = order.Block;
        switch (height)
        {
            case 8: MicroKernel.Run<MicroTile8<T, OneRegister<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            case 4: MicroKernel.Run<MicroTile4<T, OneRegister<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
            default: MicroKernel.Run<MicroTile1<T, OneRegister<T>>, TStride>(a, jump, block, b, depth, start, c, null); break;
        }
    }

    /// <summary>Divides a length into the smallest number of equal parts that are not longer than a maximum.</summary>
    private static int Share(int length, int maxLength)
    {
        int shares = Math.Max(1, (length + maxLength - 1) / maxLength);
        return Math.Max(1, (length + shares - 1) / shares);
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }
}
