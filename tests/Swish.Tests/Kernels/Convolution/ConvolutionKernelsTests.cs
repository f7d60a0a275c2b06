using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels.Convolution;

/// <summary>The products of a convolution against plain loops that sum in the same order, bit by bit.</summary>
public sealed class ConvolutionKernelsTests
{
    /// <summary>Columns of outputs, channels, kernel, stride and lanes: every tile, and what remains after it.</summary>
    public static TheoryData<int, int, int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int, int, int> shapes = [];
            for (int columns = 1; columns <= 34; columns++) shapes.Add(columns, 3, 3, 1, columns % 2 == 0 ? 16 : 32);
            foreach (int lanes in (int[])[16, 32])
            {
                shapes.Add(16, 16, 3, 1, lanes);
                shapes.Add(8, 17, 3, 2, lanes);
                shapes.Add(9, 1, 5, 3, lanes);
                shapes.Add(7, 33, 1, 1, lanes);
                shapes.Add(40, 4, 2, 1, lanes);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_is_the_plain_sum(int columns, int channels, int size, int stride, int lanes)
    {
        const int rows = 3;
        (ProductShape shape, int inputLength) = Shape(rows, columns, channels, size, stride, lanes);
        float[] a = Random(inputLength, 1), b = Random(shape.Depth * Panel.Width, 2);
        float[] expected = new float[rows * columns * lanes];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                for (int lane = 0; lane < lanes; lane++)
                {
                    float sum = 0;
                    for (int k = 0; k < shape.Depth; k++)
                        sum = MathF.FusedMultiplyAdd(a[Term(shape, row, column, k)], b[k * Panel.Width + lane], sum);
                    expected[(row * columns + column) * lanes + lane] = sum;
                }
        Assert.All(Implementations, kernels =>
        {
            float[] actual = new float[expected.Length];
            kernels.Multiply(a, b, actual, shape, lanes);
            Assert.Equal(expected, actual);
        });
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_gradient_of_weights_is_the_plain_sum(int columns, int channels, int size, int stride, int lanes)
    {
        const int rows = 5;
        (ProductShape shape, int inputLength) = Shape(rows, columns, channels, size, stride, lanes);
        float[] a = Random(inputLength, 3), b = Random(rows * columns * lanes, 4);
        float[] start = Random(shape.Depth * Panel.Width, 5), expected = [.. start];
        for (int k = 0; k < shape.Depth; k++)
            for (int lane = 0; lane < lanes; lane++)
            {
                float sum = start[k * Panel.Width + lane];
                for (int row = 0; row < rows; row++)
                    for (int column = 0; column < columns; column++)
                        sum = MathF.FusedMultiplyAdd(
                            a[Term(shape, row, column, k)], b[(row * columns + column) * lanes + lane], sum);
                expected[k * Panel.Width + lane] = sum;
            }
        Assert.All(Implementations, kernels =>
        {
            float[] actual = [.. start];
            kernels.MultiplyTransposed(a, b, actual, shape, lanes);
            Assert.Equal(expected, actual);
        });
    }

    [Fact]
    public void Operands_that_are_too_short_are_rejected()
    {
        (ProductShape shape, int inputLength) = Shape(2, 4, 3, 3, 1, 16);
        float[] a = new float[inputLength], b = new float[shape.Depth * Panel.Width], c = new float[2 * 4 * 16];
        ConvolutionKernels.Current.Multiply(a, b, c, shape, 16);
        Assert.Throws<ArgumentException>(() => ConvolutionKernels.Current.Multiply(a.AsSpan(1), b, c, shape, 16));
        Assert.Throws<ArgumentException>(() => ConvolutionKernels.Current.Multiply(a, b.AsSpan(17), c, shape, 16));
        Assert.Throws<ArgumentException>(() => ConvolutionKernels.Current.Multiply(a, b, c.AsSpan(1), shape, 16));
        Assert.Throws<ArgumentException>(() => ConvolutionKernels.Current.Multiply(a, b, c, shape, 8));
        Assert.Throws<ArgumentException>(() => ConvolutionKernels.Current.MultiplyTransposed(a, c.AsSpan(1), b, shape, 16));
    }

    private static ConvolutionKernels[] Implementations =>
    [
        ConvolutionKernels.Current, new ConvolutionKernels<Simd32>(), new ConvolutionKernels<Simd128>(),
        new ConvolutionKernels<Simd256>(), new ConvolutionKernels<Simd512>(),
    ];

    private static (ProductShape Shape, int InputLength) Shape(
        int rows, int columns, int channels, int size, int stride, int lanes)
    {
        int inputColumns = (columns - 1) * stride + size, inputRows = (rows - 1) * stride + size;
        return (new ProductShape
        {
            Rows = rows,
            Columns = columns,
            InputRow = stride * inputColumns * channels,
            InputStep = stride * channels,
            Blocks = size,
            BlockLength = size * channels,
            Jump = inputColumns * channels,
            OutputRow = columns * lanes,
            OutputStep = lanes,
        }, inputRows * inputColumns * channels);
    }

    /// <summary>The index of a term in the image: rows of the kernel, its columns, then channels.</summary>
    private static int Term(ProductShape shape, int row, int column, int k) => (int)(row * shape.InputRow
        + column * shape.InputStep + k / shape.BlockLength * shape.Jump + k % shape.BlockLength);

    private static float[] Random(int length, int seed)
    {
        System.Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
