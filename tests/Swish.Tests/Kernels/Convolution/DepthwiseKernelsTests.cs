using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels.Convolution;

/// <summary>Depthwise products against plain loops that sum in the same order, bit by bit.</summary>
public sealed class DepthwiseKernelsTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 16)]
    [InlineData(3, 5, 3, 1, 32)]
    [InlineData(2, 8, 3, 2, 48)]
    [InlineData(4, 11, 5, 1, 16)]
    [InlineData(3, 6, 4, 3, 64)]
    [InlineData(2, 17, 2, 1, 80)]
    public void Products_are_the_plain_sums(int rows, int columns, int size, int stride, int lanes)
    {
        foreach (bool isFlipped in (bool[])[false, true])
        {
            DepthwiseShape shape = Shape(rows, columns, size, stride, lanes, isFlipped);
            int inputColumns = shape.InputRow / lanes, inputRows = (rows - 1) * stride + size;
            float[] a = Random(inputRows * inputColumns * lanes, 1);
            float[] b = Random(Panel.Count(lanes) * size * size * Panel.Width, 2);
            float[] gradient = Random(rows * columns * lanes, 3), start = Random(b.Length, 4);
            float[] product = new float[gradient.Length], weights = [.. start];
            for (int lane = 0; lane < lanes; lane++)
                for (int row = 0; row < rows; row++)
                    for (int column = 0; column < columns; column++)
                    {
                        int output = (row * columns + column) * lanes + lane;
                        for (int kr = 0; kr < size; kr++)
                            for (int kc = 0; kc < size; kc++)
                            {
                                float x = a[((row * stride + kr) * inputColumns + column * stride + kc) * lanes + lane];
                                int tap = lane / Panel.Width * shape.WeightPanel + lane % Panel.Width + shape.WeightStart
                                    + kr * shape.WeightRow + kc * shape.WeightStep;
                                product[output] = MathF.FusedMultiplyAdd(x, b[tap], product[output]);
                                weights[tap] = MathF.FusedMultiplyAdd(x, gradient[output], weights[tap]);
                            }
                    }
            Assert.All(Implementations, kernels =>
            {
                float[] actual = new float[product.Length], sums = [.. start];
                kernels.Multiply(a, b, actual, shape);
                kernels.MultiplyTransposed(a, gradient, sums, shape);
                Assert.Equal(product, actual);
                Assert.Equal(weights, sums);
            });
        }
    }

    [Fact]
    public void Operands_that_are_too_short_are_rejected()
    {
        DepthwiseShape shape = Shape(2, 4, 3, 1, 16, isFlipped: false);
        float[] a = new float[4 * 6 * 16], b = new float[9 * Panel.Width], c = new float[2 * 4 * 16];
        DepthwiseKernels.Current.Multiply(a, b, c, shape);
        Assert.Throws<ArgumentException>(() => DepthwiseKernels.Current.Multiply(a.AsSpan(1), b, c, shape));
        Assert.Throws<ArgumentException>(() => DepthwiseKernels.Current.Multiply(a, b.AsSpan(17), c, shape));
        Assert.Throws<ArgumentException>(() => DepthwiseKernels.Current.MultiplyTransposed(a, c.AsSpan(1), b, shape));
    }

    private static DepthwiseKernels[] Implementations =>
    [
        DepthwiseKernels.Current, new DepthwiseKernels<Simd32>(), new DepthwiseKernels<Simd128>(),
        new DepthwiseKernels<Simd256>(), new DepthwiseKernels<Simd512>(),
    ];

    private static DepthwiseShape Shape(int rows, int columns, int size, int stride, int lanes, bool isFlipped) => new()
    {
        Rows = rows,
        Columns = columns,
        Lanes = lanes,
        KernelRows = size,
        KernelColumns = size,
        InputRow = ((columns - 1) * stride + size) * lanes,
        Stride = stride,
        OutputRow = columns * lanes,
        OutputStep = lanes,
        WeightPanel = size * size * Panel.Width,
        WeightStart = isFlipped ? (size * size - 1) * Panel.Width : 0,
        WeightRow = (isFlipped ? -size : size) * Panel.Width,
        WeightStep = isFlipped ? -Panel.Width : Panel.Width,
    };

    private static float[] Random(int length, int seed)
    {
        System.Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
