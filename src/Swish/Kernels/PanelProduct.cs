using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>
/// A product with one panel of outputs: c[r, lane] = Σₖ a[r, k]·b[k, lane], for any number of rows, cut into tiles.
/// All three products of a dense layer are this one, with different operands.
/// </summary>
internal static unsafe class PanelProduct
{
    private const int TallestTile = 8;

    // What lies ahead is asked for once a block; no sum ends there.
    private const int ExampleBlock = 32;

    /// <summary>
    /// Examples by outputs: c[example, lane] = Σₖ a[example, k]·b[k, lane]. The forward product has the weights' panel as
    /// b, the product that carries the error back has their transpose.
    /// </summary>
    /// <param name="a">A matrix in panels: so many rows of <paramref name="depth"/> features.</param>
    /// <param name="rows">The matrix's rows, which its panels are apart by.</param>
    /// <param name="b">A row of 32 floats for each feature of a.</param>
    /// <param name="depth">The features of a, over which the sum runs.</param>
    /// <param name="c">Gets a panel.</param>
    /// <param name="lanes">How many lanes of the panel are wanted; others may be left as they are.</param>
    /// <param name="upcoming">What will be needed next.</param>
    public static void OverFeatures(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes,
        Upcoming upcoming = default)
    {
        Check(a.Length >= Panel.Length(rows, depth) && b.Length >= depth * Panel.Width && c.Length >= rows * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            nint jump = (nint)rows * Panel.Width;
            switch (LaneWidth.Bits)
            {
                case 512: Run<Lanes512, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes, ref upcoming); break;
                case 256: Run<Lanes256, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes, ref upcoming); break;
                case 128: Run<Lanes128, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes, ref upcoming); break;
                default: Run<Lanes32, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes, ref upcoming); break;
            }
        }
    }

    /// <summary>Features by outputs: c[feature, lane] = Σ over the examples of a[example, feature]·b[example, lane].</summary>
    /// <param name="a">A panel.</param>
    /// <param name="features">How many of its features are wanted, from the first.</param>
    /// <param name="b">A panel of as many rows.</param>
    /// <param name="examples">The rows of both, over which the sum runs.</param>
    /// <param name="c">Gets a row of 32 floats for each feature.</param>
    /// <param name="lanes">How many lanes of b are wanted; others may be left as they are.</param>
    /// <param name="upcoming">What will be needed next.</param>
    public static void OverExamples(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes,
        Upcoming upcoming = default)
    {
        Check(features <= Panel.Width && a.Length >= examples * Panel.Width && b.Length >= examples * Panel.Width
            && c.Length >= features * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            nint jump = ExampleBlock * Panel.Width;
            switch (LaneWidth.Bits)
            {
                case 512: Run<Lanes512, ExampleSum>(pa, jump, ExampleBlock, pb, examples, pc, features, lanes, ref upcoming); break;
                case 256: Run<Lanes256, ExampleSum>(pa, jump, ExampleBlock, pb, examples, pc, features, lanes, ref upcoming); break;
                case 128: Run<Lanes128, ExampleSum>(pa, jump, ExampleBlock, pb, examples, pc, features, lanes, ref upcoming); break;
                default: Run<Lanes32, ExampleSum>(pa, jump, ExampleBlock, pb, examples, pc, features, lanes, ref upcoming); break;
            }
        }
    }

    /// <summary>The product with registers of a given width; the tests compare the widths through it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, int rows, int lanes, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        int tiles = (rows + TallestTile - 1) / TallestTile * ((lanes + 2 * T.Count - 1) / (2 * T.Count));
        upcoming.Spread(tiles * ((depth + block - 1) / block));
        for (int lane = 0; lane < lanes; lane += 2 * T.Count)
        {
            bool isNarrow = lanes - lane <= T.Count;
            int next;
            for (int row = 0; row < rows; row = next)
            {
                float* source = a + row * TStride.Row;
                float* tile = c + lane + row * Panel.Width;
                next = row + (isNarrow
                    ? NarrowTile<T, TStride>(source, jump, block, b + lane, depth, tile, rows - row, ref upcoming)
                    : Tile<T, TStride>(source, jump, block, b + lane, depth, tile, rows - row, ref upcoming));
            }
        }
    }

    /// <summary>The largest tile that so many rows fill well.</summary>
    /// <returns>Its rows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Tile<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, int rows, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        // 256 bits mean 16 registers: 6 rows of 2 leave room for the operands. The others have 32. A rest of 2 would be
        // too few sums at once to hide the latency: two tiles of 4 take 8 rows instead.
        if (T.Count == 8 && rows >= 6 && rows != 8)
        {
            ProductTile.Rows6<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 6;
        }
        if (T.Count != 8 && rows >= 8)
        {
            ProductTile.Rows8<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 8;
        }
        if (rows >= 4)
        {
            ProductTile.Rows4<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 4;
        }
        if (rows >= 2)
        {
            ProductTile.Rows2<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 2;
        }
        ProductTile.Rows1<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NarrowTile<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, int rows, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        if (rows >= 8)
        {
            ProductTile.Rows8Narrow<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 8;
        }
        if (rows >= 4)
        {
            ProductTile.Rows4Narrow<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
            return 4;
        }
        ProductTile.Rows1Narrow<T, TStride>(a, jump, block, b, depth, c, ref upcoming);
        return 1;
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }
}
