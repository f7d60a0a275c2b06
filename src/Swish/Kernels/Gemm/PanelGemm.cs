using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Computes one panel of a matrix product, C = A·B with C of [rows][32], with micro-tiles as in BLIS. It is used for
/// all three products of a dense layer, with different operands. Each element is accumulated with fused multiply-adds
/// in ascending order from +0, so that results are bit-identical for all tiles and vector widths.
/// </summary>
internal static unsafe class PanelGemm
{
    private const int TallestTile = 8;

    // The number of terms of a part of the sum: 16 KB of b, half of an L1 cache.
    private const int FeaturePart = 128;

    // Both operands are read along the sum, and share the L1 cache.
    private const int LongestExamplePart = 104;

    // The initial values of the accumulators of a tile.
    private static readonly float[] Zeros = GC.AllocateArray<float>(TallestTile * Panel.Width, pinned: true);

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
    /// <param name="upcoming">Prefetches the weights that are needed next.</param>
    public static void MatMul(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        WeightPrefetcher upcoming = default)
    {
        switch (VectorWidth.Bits)
        {
            case 512: MatMul<Simd512>(a, rows, b, depth, c, lanes, upcoming); break;
            case 256: MatMul<Simd256>(a, rows, b, depth, c, lanes, upcoming); break;
            case 128: MatMul<Simd128>(a, rows, b, depth, c, lanes, upcoming); break;
            default: MatMul<Simd32>(a, rows, b, depth, c, lanes, upcoming); break;
        }
    }

    /// <summary>Computes the same with vectors of a given width; the tests compare the widths through it.</summary>
    internal static void MatMul<T>(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes, WeightPrefetcher upcoming)
        where T : struct, ISimdVector<T>
    {
        Check(a.Length >= Panel.Length(rows, depth) && b.Length >= depth * Panel.Width && c.Length >= rows * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            ReductionBlocking order = new(Panel.Width, (nint)rows * Panel.Width, FeaturePart);
            Run<T, FeatureSum>(pa, order, pb, depth, pc, rows, lanes, ref upcoming);
        }
    }

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
    /// <param name="upcoming">Prefetches the weights that are needed next.</param>
    public static void MatMulTransposed(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        WeightPrefetcher upcoming = default)
    {
        switch (VectorWidth.Bits)
        {
            case 512: MatMulTransposed<Simd512>(a, features, b, examples, c, lanes, upcoming); break;
            case 256: MatMulTransposed<Simd256>(a, features, b, examples, c, lanes, upcoming); break;
            case 128: MatMulTransposed<Simd128>(a, features, b, examples, c, lanes, upcoming); break;
            default: MatMulTransposed<Simd32>(a, features, b, examples, c, lanes, upcoming); break;
        }
    }

    /// <summary>Computes the same with vectors of a given width.</summary>
    internal static void MatMulTransposed<T>(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        WeightPrefetcher upcoming)
        where T : struct, ISimdVector<T>
    {
        Check(features <= Panel.Width && a.Length >= examples * Panel.Width && b.Length >= examples * Panel.Width
            && c.Length >= features * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            int part = Share(examples, LongestExamplePart);
            ReductionBlocking order = new(part, part * Panel.Width, part);
            Run<T, ExampleSum>(pa, order, pb, examples, pc, features, lanes, ref upcoming);
        }
    }

    /// <summary>Computes a product with micro-tiles that fit its lanes.</summary>
    /// <remarks>
    /// A long sum is divided into parts, so that the rows of b of a part stay in the L1 cache for all rows of a.
    /// Otherwise each tile would read all of b from the L2 cache.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<T, TStride>(
        float* a, ReductionBlocking order, float* b, int depth, float* c, int rows, int lanes, ref WeightPrefetcher upcoming)
        where T : struct, ISimdVector<T>
        where TStride : struct, IOperandStride
    {
        // The 16 registers of 256 bits have room for this many accumulators and the operands.
        if (T.Count == 8 && lanes > 3 * T.Count)
        {
            RunRows<T, TStride, MicroTilePanel3<T>, FourRegisters<T>>(a, order, b, depth, c, rows, ref upcoming);
            return;
        }
        if (T.Count == 8 && lanes > 2 * T.Count)
        {
            RunRows<T, TStride, MicroTile4<T, ThreeRegisters<T>>, ThreeRegisters<T>>(a, order, b, depth, c, rows, ref upcoming);
            return;
        }
        int width = 2 * T.Count;
        // The remaining lanes, if they fit one register.
        int narrow = lanes % width <= T.Count ? lanes % width : 0;
        int wide = lanes - narrow;
        float* zeros = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Zeros));
        upcoming.Spread((lanes + width - 1) / width * Tiles<T>(rows) * ((depth + order.Part - 1) / order.Part), turns: 0);
        for (int from = 0; from < depth; from += order.Part)
        {
            int count = Math.Min(order.Part, depth - from);
            float* source = a + from / order.Block * order.Jump + from % order.Block * TStride.Step;
            float* other = b + (nint)from * Panel.Width;
            int height;
            for (int row = 0; row < rows && wide > 0; row += height)
            {
                height = Height<T>(rows - row);
                for (int lane = 0; lane < wide; lane += width)
                {
                    upcoming.Next();
                    float* tile = c + row * Panel.Width + lane;
                    Tile<T, TStride>(
                        height, source + row * TStride.Row, order, other + lane, count,
                        from > 0 ? tile : zeros, tile);
                }
            }
            for (int row = 0; row < rows && narrow > 0; row += height)
            {
                height = rows - row >= 8 ? 8 : rows - row >= 4 ? 4 : 1;
                upcoming.Next();
                float* tile = c + row * Panel.Width + wide;
                OneRegisterTile<T, TStride>(
                    height, source + row * TStride.Row, order, other + wide, count,
                    from > 0 ? tile : zeros, tile);
            }
        }
    }

    /// <summary>
    /// Computes a product with tiles whose rows contain all lanes: tiles of one height, and the remaining rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunRows<T, TStride, TTile, TRow>(
        float* a, ReductionBlocking order, float* b, int depth, float* c, int rows, ref WeightPrefetcher upcoming)
        where T : struct, ISimdVector<T>
        where TStride : struct, IOperandStride
        where TTile : struct, IMicroTile
        where TRow : struct, IRowRegisters<T, TRow>
    {
        nint jump = order.Jump;
        int block = order.Block;
        int tiles = rows / TTile.Rows;
        // A single remaining row would have too few accumulators to hide the latency, so use two tiles of 2 for 4 rows.
        if (TTile.Rows == 3 && rows % 3 == 1 && tiles > 0) tiles--;
        upcoming.Spread(tiles * ((depth + order.Part - 1) / order.Part), Math.Min(order.Part, depth) / 4);
        for (int from = 0; from < depth; from += order.Part)
        {
            int count = Math.Min(order.Part, depth - from);
            float* x = a + from / block * jump + from % block * TStride.Step;
            float* other = b + (nint)from * Panel.Width;
            float* tile = c;
            float* start = from > 0 ? c : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Zeros));
            int started = from > 0 ? Panel.Width : 0;
            for (int i = 0; i < tiles; i++)
            {
                MicroKernel.Run<TTile, TStride>(x, jump, block, other, count, start, tile, upcoming.Next());
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
    private static int Height<T>(int rows)
        where T : struct, ISimdVector<T>
    {
        if (T.Count != 8) return rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
        if (rows % 6 == 0 || rows > 25) return 6;
        if (rows % 5 == 0 || rows > 8) return 5;
        return rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }

    private static int Tiles<T>(int rows)
        where T : struct, ISimdVector<T> =>
        T.Count == 8 ? (rows + 5) / 6 : (rows + 7) / 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<T, TStride>(
        int height, float* a, ReductionBlocking order, float* b, int depth, float* start, float* c)
        where T : struct, ISimdVector<T>
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
    private static void OneRegisterTile<T, TStride>(
        int height, float* a, ReductionBlocking order, float* b, int depth, float* start, float* c)
        where T : struct, ISimdVector<T>
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
    private static int Share(int length, int longest)
    {
        int shares = Math.Max(1, (length + longest - 1) / longest);
        return Math.Max(1, (length + shares - 1) / shares);
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }
}
