using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels;

/// <summary>The products against plain loops that sum in the same order, bit by bit.</summary>
public sealed class PanelGemmTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 33, 31)]
    [InlineData(8, 64, 32)]
    [InlineData(13, 20, 5)]
    [InlineData(32, 100, 16)]
    [InlineData(100, 500, 20)]
    [InlineData(100, 500, 32)]
    [InlineData(4, 300, 28)]
    [InlineData(19, 129, 24)]
    [InlineData(6, 140, 17)]
    [InlineData(5, 30, 32)]
    [InlineData(3, 31, 10)]
    public void A_product_over_features_is_the_plain_sum(int rows, int depth, int lanes)
    {
        float[] a = Random(Panel.Length(rows, depth), 1), b = Random(depth * Panel.Width, 2);
        float[] c = new float[rows * Panel.Width];
        PanelGemm.Current.MatMul(a, rows, b, depth, c, lanes);
        Assert.Equal(Wanted(c, rows, lanes), Wanted(Over<Simd32>(), rows, lanes));
        Assert.Equal(Wanted(c, rows, lanes), Wanted(Over<Simd128>(), rows, lanes));
        Assert.Equal(Wanted(c, rows, lanes), Wanted(Over<Simd256>(), rows, lanes));
        Assert.Equal(Wanted(c, rows, lanes), Wanted(Over<Simd512>(), rows, lanes));
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                float sum = 0;
                for (int k = 0; k < depth; k++)
                    sum = MathF.FusedMultiplyAdd(a[Panel.Offset(rows, row, k)], b[k * Panel.Width + lane], sum);
                Assert.Equal(sum, c[row * Panel.Width + lane]);
            }
        }

        float[] Over<T>()
            where T : struct, ISimdVector<T>
        {
            float[] product = new float[rows * Panel.Width];
            new PanelGemm<T>().MatMul(a, rows, b, depth, product, lanes, default, CancellationToken.None);
            return product;
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(32, 100, 32)]
    [InlineData(20, 33, 20)]
    [InlineData(32, 512, 16)]
    [InlineData(32, 512, 32)]
    [InlineData(4, 105, 32)]
    [InlineData(7, 209, 22)]
    [InlineData(3, 9, 8)]
    public void A_product_over_examples_is_the_plain_sum(int features, int examples, int lanes)
    {
        float[] a = Random(examples * Panel.Width, 3), b = Random(examples * Panel.Width, 4);
        float[] c = new float[Panel.Width * Panel.Width];
        PanelGemm.Current.MatMulTransposed(a, features, b, examples, c, lanes);
        Assert.Equal(Wanted(c, features, lanes), Wanted(Over<Simd32>(), features, lanes));
        Assert.Equal(Wanted(c, features, lanes), Wanted(Over<Simd128>(), features, lanes));
        Assert.Equal(Wanted(c, features, lanes), Wanted(Over<Simd256>(), features, lanes));
        Assert.Equal(Wanted(c, features, lanes), Wanted(Over<Simd512>(), features, lanes));
        for (int feature = 0; feature < features; feature++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                float sum = 0;
                for (int e = 0; e < examples; e++)
                    sum = MathF.FusedMultiplyAdd(a[e * Panel.Width + feature], b[e * Panel.Width + lane], sum);
                Assert.Equal(sum, c[feature * Panel.Width + lane]);
            }
        }

        float[] Over<T>()
            where T : struct, ISimdVector<T>
        {
            float[] product = new float[Panel.Width * Panel.Width];
            new PanelGemm<T>().MatMulTransposed(a, features, b, examples, product, lanes, default);
            return product;
        }
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(784, 500)]
    [InlineData(45, 10)]
    public void Weights_are_turned(int inputs, int outputs)
    {
        float[] weights = Random(Panel.Length(inputs, outputs), 5);
        float[] transposed = new float[Panel.Length(Panel.Width, outputs)];
        for (int panel = 0; panel < Panel.Count(inputs); panel++)
        {
            PanelTranspose.Run(weights, inputs, outputs, panel, transposed);
            for (int i = 0; i < Math.Min(Panel.Width, inputs - panel * Panel.Width); i++)
                for (int o = 0; o < outputs; o++)
                    Assert.Equal(
                        weights[Panel.Offset(inputs, panel * Panel.Width + i, o)], transposed[o * Panel.Width + i]);
        }
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(9, 784)]
    [InlineData(16, 113)]
    [InlineData(5, 1200)]
    public void Zeros_skipped_give_the_bits_of_the_dense_product(int rows, int columns)
    {
        System.Random random = new(6);
        float[] values = [.. Enumerable.Range(0, 256).Select(i => i / 255f)];
        SparseRows sparse = new(rows, columns);
        float[] dense = new float[Panel.Length(rows, columns)];
        for (int row = 0; row < rows; row++)
        {
            // one row all zero, the others a fifth full
            byte[] pixels = [.. Enumerable.Range(0, columns)
                .Select(_ => (byte)(row != 1 && random.Next(5) == 0 ? random.Next(1, 256) : 0))];
            ushort[] nonzero = new ushort[columns];
            byte[] bytes = new byte[columns];
            int count = CompressedRows.Compress(pixels, nonzero, bytes);
            sparse.Add(nonzero.AsSpan(0, count), bytes.AsSpan(0, count), values);
            for (int c = 0; c < columns; c++) dense[Panel.Offset(rows, row, c)] = values[pixels[c]];
        }
        sparse.SortByColumn();
        float[] weights = Random(columns * Panel.Width, 7), errors = Random(rows * Panel.Width, 8);
        float[] expected = new float[rows * Panel.Width], actual = new float[rows * Panel.Width];
        PanelGemm.Current.MatMul(dense, rows, weights, columns, expected, Panel.Width);
        PanelGemm.Current.MatMul(sparse, weights, actual);
        Assert.Equal(expected, actual);
        float[] others = Random(columns * Panel.Width, 9), otherErrors = Random(rows * Panel.Width, 10);
        float[] first = new float[expected.Length], second = new float[expected.Length], other = new float[expected.Length];
        PanelGemm.Current.MatMul(dense, rows, others, columns, other, Panel.Width);
        PanelGemm.Current.MatMulPair(sparse, weights, others, first, second);
        Assert.Equal(expected, first);
        Assert.Equal(other, second);

        for (int panel = 0; panel < Panel.Count(columns); panel++)
        {
            int count = Math.Min(Panel.Width, columns - panel * Panel.Width);
            float[] gradient = new float[count * Panel.Width], skipped = new float[count * Panel.Width];
            PanelGemm.Current.MatMulTransposed(
                dense.AsSpan(panel * rows * Panel.Width, rows * Panel.Width), count, errors, rows, gradient,
                Panel.Width);
            PanelGemm.Current.MatMulTransposed(sparse, panel * Panel.Width, count, errors, skipped);
            Assert.Equal(gradient, skipped);

            float[] otherGradient = new float[gradient.Length], otherSkipped = new float[gradient.Length];
            PanelGemm.Current.MatMulTransposed(
                dense.AsSpan(panel * rows * Panel.Width, rows * Panel.Width), count, otherErrors, rows, otherGradient,
                Panel.Width);
            skipped.AsSpan().Clear();
            PanelGemm.Current.MatMulTransposedPair(
                sparse, panel * Panel.Width, count, errors, otherErrors, skipped, otherSkipped);
            Assert.Equal(gradient, skipped);
            Assert.Equal(otherGradient, otherSkipped);
        }
    }

    /// <summary>The lanes asked for, row after row.</summary>
    private static float[] Wanted(float[] panel, int rows, int lanes) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => panel.AsSpan(row * Panel.Width, lanes).ToArray())];

    private static float[] Random(int length, int seed)
    {
        System.Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
