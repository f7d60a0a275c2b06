using System.Runtime.CompilerServices;
using Swish.Kernels.Convolution.Tiles;
using Swish.Kernels.Gemm;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>Computes the products of convolutions with vectors of type <typeparamref name="T"/>.</summary>
internal sealed unsafe class ConvolutionKernels<T> : ConvolutionKernels
    where T : struct, ISimdVector<T>
{
    // Both operands of the gradient of weights are read again for each tile, so a strip of rows should fit the L1 cache.
    private const int StripLength = 6144;

    // The usual number of rows of a tile.
    private static int TileRows => T.Count == 16 ? 16 : 6;

    public override void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape, int lanes,
        ImagePrefetcher prefetcher, CancellationToken stop)
    {
        shape.Check(a.Length, b.Length, c.Length, lanes);
        int passes = Math.Max(1, lanes / (2 * T.Count));
        prefetcher.Spread(passes * shape.Rows * ((shape.Columns + TileRows - 1) / TileRows));
        fixed (float* pa = a, pb = b, pc = c)
        {
            if (T.Count == lanes)
            {
                Run<OneRegister<T>>(pa, pb, pc, shape, ref prefetcher, stop);
                return;
            }
            for (int lane = 0; lane < lanes; lane += 2 * T.Count)
                Run<TwoRegisters<T>>(pa, pb + lane, pc + lane, shape, ref prefetcher, stop);
        }
    }

    public override void MultiplyTransposed(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape, int lanes,
        ImagePrefetcher prefetcher, CancellationToken stop)
    {
        shape.Check(a.Length, c.Length, b.Length, lanes);
        int strip = (int)Math.Clamp(StripLength / Math.Max(1, shape.InputRow + shape.OutputRow), 1, shape.Rows);
        int strips = (shape.Rows + strip - 1) / strip;
        int passes = Math.Max(1, lanes / (2 * T.Count));
        prefetcher.Spread(passes * strips * shape.Blocks * ((shape.BlockLength + TileRows - 1) / TileRows));
        fixed (float* pa = a, pb = b, pc = c)
        {
            for (int row = 0; row < shape.Rows; row += strip)
            {
                stop.ThrowIfCancellationRequested();
                ProductShape part = shape with { Rows = Math.Min(strip, shape.Rows - row) };
                float* source = pa + row * shape.InputRow, other = pb + row * shape.OutputRow;
                if (T.Count == lanes)
                {
                    RunTransposed<OneRegister<T>>(source, other, pc, part, ref prefetcher);
                    continue;
                }
                for (int lane = 0; lane < lanes; lane += 2 * T.Count)
                    RunTransposed<TwoRegisters<T>>(source, other + lane, pc + lane, part, ref prefetcher);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRow>(
        float* a, float* b, float* c, in ProductShape shape, ref ImagePrefetcher prefetcher, CancellationToken stop)
        where TRow : struct, IRowRegisters<T, TRow>
    {
        int columns = shape.Columns;
        for (int row = 0; row < shape.Rows; row++)
        {
            stop.ThrowIfCancellationRequested();
            float* source = a + row * shape.InputRow;
            float* target = c + row * shape.OutputRow;
            for (int column = 0; column < columns;)
            {
                int height = Height(columns - column, columns, TRow.Count);
                // The last tile of a row may compute some outputs again, which is faster than several small tiles.
                int at = Math.Min(column, columns - height);
                prefetcher.Next();
                Tile<TRow>(height, source + at * shape.InputStep, b, target + at * shape.OutputStep, shape);
                column = at + height;
            }
        }
    }

    /// <summary>Returns the number of outputs of the next tile.</summary>
    /// <remarks>
    /// There should be enough accumulators to hide the latency of the multiply-adds: with 32 registers of 512 bits 16
    /// × 1 or 8 × 2, otherwise 6 × 2 or 5 × 2 of 16 registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Height(int rest, int columns, int registers)
    {
        if (T.Count < 16)
        {
            if (rest % 6 == 0 || rest > 25) return 6;
            if (rest % 5 == 0 || rest > 8) return 5;
            return rest >= 4 || (rest == 3 && columns >= 4) ? 4 : rest >= 2 ? 2 : 1;
        }
        if (registers == 1 && (rest >= 16 || (rest > 8 && columns >= 16))) return 16;
        if (rest >= 8 || (rest > 4 && columns >= 8)) return 8;
        if (rest >= 4 || (rest > 2 && columns >= 4)) return 4;
        return rest >= 2 ? 2 : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TRow>(int height, float* a, float* b, float* c, in ProductShape shape)
        where TRow : struct, IRowRegisters<T, TRow>
    {
        switch (height)
        {
            case 16: Multiply<SpacedTile16<T, TRow>>(a, b, c, shape); break;
            case 8: Multiply<SpacedTile8<T, TRow>>(a, b, c, shape); break;
            case 6: Multiply<SpacedTile6<T, TRow>>(a, b, c, shape); break;
            case 5: Multiply<SpacedTile5<T, TRow>>(a, b, c, shape); break;
            case 4: Multiply<SpacedTile4<T, TRow>>(a, b, c, shape); break;
            case 2: Multiply<SpacedTile2<T, TRow>>(a, b, c, shape); break;
            default: Multiply<SpacedTile1<T, TRow>>(a, b, c, shape); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<TTile>(float* a, float* b, float* c, in ProductShape shape)
        where TTile : struct, ISpacedTile<T>
    {
        TTile tile = default;
        tile.Clear();
        nint step = shape.InputStep, jump = shape.Jump;
        int length = shape.BlockLength;
        for (int blocks = shape.Blocks; blocks > 0; blocks--)
        {
            float* p0 = a;
            float* p3 = TTile.Rows > 3 ? a + 3 * step : a;
            float* p6 = TTile.Rows > 6 ? a + 6 * step : a;
            float* p9 = TTile.Rows > 9 ? a + 9 * step : a;
            float* p12 = TTile.Rows > 12 ? a + 12 * step : a;
            float* p15 = TTile.Rows > 15 ? a + 15 * step : a;
            int count = length;
            for (; count >= 4; count -= 4)
            {
                tile.Add(p0, p3, p6, p9, p12, p15, step, b, 0);
                tile.Add(p0, p3, p6, p9, p12, p15, step, b, 1);
                tile.Add(p0, p3, p6, p9, p12, p15, step, b, 2);
                tile.Add(p0, p3, p6, p9, p12, p15, step, b, 3);
                p0 += 4;
                if (TTile.Rows > 3) p3 += 4;
                if (TTile.Rows > 6) p6 += 4;
                if (TTile.Rows > 9) p9 += 4;
                if (TTile.Rows > 12) p12 += 4;
                if (TTile.Rows > 15) p15 += 4;
                b += 4 * Panel.Width;
            }
            for (; count > 0; count--)
            {
                tile.Add(p0, p3, p6, p9, p12, p15, step, b, 0);
                p0++;
                if (TTile.Rows > 3) p3++;
                if (TTile.Rows > 6) p6++;
                if (TTile.Rows > 9) p9++;
                if (TTile.Rows > 12) p12++;
                if (TTile.Rows > 15) p15++;
                b += Panel.Width;
            }
            a += jump;
        }
        tile.Store(c, shape.OutputStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunTransposed<TRow>(
        float* a, float* b, float* c, in ProductShape shape, ref ImagePrefetcher prefetcher)
        where TRow : struct, IRowRegisters<T, TRow>
    {
        int length = shape.BlockLength;
        for (int block = 0; block < shape.Blocks; block++)
        {
            int height;
            for (int k = 0; k < length; k += height)
            {
                float* source = a + block * shape.Jump + k;
                float* tile = c + ((nint)block * length + k) * Panel.Width;
                height = TransposedHeight(length - k, TRow.Count);
                prefetcher.Next();
                switch (height)
                {
                    case 16: Add<MicroTile16<T, TRow>>(source, b, tile, shape); break;
                    case 8: Add<MicroTile8<T, TRow>>(source, b, tile, shape); break;
                    case 6: Add<MicroTile6<T, TRow>>(source, b, tile, shape); break;
                    case 5: Add<MicroTile5<T, TRow>>(source, b, tile, shape); break;
                    case 4: Add<MicroTile4<T, TRow>>(source, b, tile, shape); break;
                    case 2: Add<MicroTile2<T, TRow>>(source, b, tile, shape); break;
                    default: Add<MicroTile1<T, TRow>>(source, b, tile, shape); break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TransposedHeight(int rest, int registers)
    {
        if (T.Count < 16)
            return rest % 6 == 0 || rest > 25 ? 6 : rest % 5 == 0 || rest > 8 ? 5 : rest >= 4 ? 4 : rest >= 2 ? 2 : 1;
        if (registers == 1 && rest >= 16) return 16;
        return rest >= 8 ? 8 : rest >= 4 ? Math.Min(rest, 6) : rest >= 2 ? 2 : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<TTile>(float* a, float* b, float* c, in ProductShape shape)
        where TTile : struct, IMicroTile
    {
        TTile tile = default;
        tile.Load(c);
        nint inputStep = shape.InputStep, outputStep = shape.OutputStep;
        for (int row = shape.Rows; row > 0; row--)
        {
            float* p = a, q = b;
            for (int column = shape.Columns; column > 0; column--)
            {
                tile.Add<ExampleSum>(p, q, 0);
                p += inputStep;
                q += outputStep;
            }
            a += shape.InputRow;
            b += shape.OutputRow;
        }
        tile.Store(c);
    }
}
