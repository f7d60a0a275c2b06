namespace Swish.Kernels;

/// <summary>
/// A product with one panel of outputs: c[r, lane] = Σₖ a[r, k]·b[k, lane], for any number of rows, cut into tiles.
/// All three products of a dense layer are this one, with different operands.
/// </summary>
internal static unsafe class PanelProduct
{
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
    public static void OverFeatures(
        ReadOnlySpan<float> a, int rows, ReadOnlySpan<float> b, int depth, Span<float> c, int lanes)
    {
        Check(a.Length >= Panel.Length(rows, depth) && b.Length >= depth * Panel.Width && c.Length >= rows * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            nint jump = (nint)rows * Panel.Width;
            switch (LaneWidth.Bits)
            {
                case 512: Run<Lanes512, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes); break;
                case 256: Run<Lanes256, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes); break;
                case 128: Run<Lanes128, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes); break;
                default: Run<Lanes32, FeatureSum>(pa, jump, Panel.Width, pb, depth, pc, rows, lanes); break;
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
    public static void OverExamples(
        ReadOnlySpan<float> a, int features, ReadOnlySpan<float> b, int examples, Span<float> c, int lanes)
    {
        Check(features <= Panel.Width && a.Length >= examples * Panel.Width && b.Length >= examples * Panel.Width
            && c.Length >= features * Panel.Width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            switch (LaneWidth.Bits)
            {
                case 512: Run<Lanes512, ExampleSum>(pa, 0, examples, pb, examples, pc, features, lanes); break;
                case 256: Run<Lanes256, ExampleSum>(pa, 0, examples, pb, examples, pc, features, lanes); break;
                case 128: Run<Lanes128, ExampleSum>(pa, 0, examples, pb, examples, pc, features, lanes); break;
                default: Run<Lanes32, ExampleSum>(pa, 0, examples, pb, examples, pc, features, lanes); break;
            }
        }
    }

    /// <summary>The product with registers of a given width; the tests compare the widths through it.</summary>
    internal static void Run<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, int rows, int lanes)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        for (int lane = 0; lane < lanes; lane += 2 * T.Count)
        {
            if (lanes - lane > T.Count) RunRows<T, TStride>(a, jump, block, b + lane, depth, c + lane, rows);
            else RunRowsNarrow<T, TStride>(a, jump, block, b + lane, depth, c + lane, rows);
        }
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }

    private static void RunRows<T, TStride>(float* a, nint jump, int block, float* b, int depth, float* c, int rows)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        int row = 0;
        // 256 bits mean 16 registers: 6 rows of 2 leave room for the operands. The others have 32.
        // A rest of 2 would be too few sums at once to hide the latency: two tiles of 4 take 8 rows instead.
        int sixes = T.Count != 8 || rows < 6 ? 0 : rows % 6 == 2 ? rows - 8 : rows - rows % 6;
        for (; row < sixes; row += 6)
            ProductTile.Rows6<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        for (; T.Count != 8 && row + 8 <= rows; row += 8)
            ProductTile.Rows8<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        for (; row + 4 <= rows; row += 4)
            ProductTile.Rows4<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        for (; row + 2 <= rows; row += 2)
            ProductTile.Rows2<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        if (row < rows)
            ProductTile.Rows1<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
    }

    private static void RunRowsNarrow<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, int rows)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        int row = 0;
        for (; row + 8 <= rows; row += 8)
            ProductTile.Rows8Narrow<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        for (; row + 4 <= rows; row += 4)
            ProductTile.Rows4Narrow<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
        for (; row < rows; row++)
            ProductTile.Rows1Narrow<T, TStride>(a + row * TStride.Row, jump, block, b, depth, c + row * Panel.Width);
    }
}
