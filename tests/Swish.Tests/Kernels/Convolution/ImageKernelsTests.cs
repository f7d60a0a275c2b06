using Swish.Kernels.Convolution;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels.Convolution;

/// <summary>
/// Operations on images have the same bits in every vector width, and poolings are what their definitions say.
/// </summary>
public sealed class ImageKernelsTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 7, 16 }, { 12, 17 }, { 5, 33 }, { 30, 64 }, { 9, 100 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_widths_have_the_same_bits(int positions, int channels)
    {
        float[][] expected = Compute(new ImageKernels<Simd32>());
        foreach (ImageKernels kernels in (ImageKernels[])
            [ImageKernels.Current, new ImageKernels<Simd128>(), new ImageKernels<Simd256>(), new ImageKernels<Simd512>()])
            Assert.Equal(expected, Compute(kernels));

        float[][] Compute(ImageKernels kernels)
        {
            int lanes = ImageShape.Lanes(channels);
            float[] image = Image(positions, channels, 1), gradient = Image(positions, channels, 2);
            float[] scale = Image(1, channels, 3), shift = Image(1, channels, 4), slope = Image(1, channels, 5);
            float[] mean = new float[lanes], variance = new float[lanes], sums = [.. slope], products = [.. scale];
            kernels.Moments(image, mean, variance);
            float[] inverseStd = [.. variance.Select(v => 1 / MathF.Sqrt(v + 1e-5f))];
            NormalizationLanes constants = new() { Mean = mean, InverseStd = inverseStd, Scale = scale, Shift = shift };
            float[] normalized = new float[image.Length], back = new float[image.Length], added = [.. image];
            kernels.Normalize(image, constants, normalized);
            kernels.AddGradientSums(gradient, image, constants, sums, products);
            kernels.NormalizeGradient(gradient, image, constants, shift, slope, scale, back);
            kernels.AddLanes(added, shift);
            float[] positionsOut = new float[image.Length], positionsBack = new float[image.Length];
            float[] shiftSums = new float[lanes], scaleSums = new float[lanes], total = new float[lanes];
            kernels.NormalizePositions(image, channels, scale, shift, positionsOut);
            kernels.NormalizePositionsGradient(gradient, image, channels, scale, positionsBack, shiftSums, scaleSums);
            kernels.SumPositions(image, lanes, total);
            return
            [
                mean, variance, normalized, back, added, sums, products, positionsOut, positionsBack, shiftSums, scaleSums,
                total,
            ];
        }
    }

    [Fact]
    public void Moments_keep_their_digits_however_far_the_mean_is()
    {
        const int positions = 1024;
        System.Random random = new(1);
        float[] image = [.. Enumerable.Range(0, positions * 16).Select(_ => (float)(random.NextDouble() + 1000))];
        float[] mean = new float[16], variance = new float[16];
        ImageKernels.Current.Moments(image, mean, variance);
        for (int lane = 0; lane < 16; lane++)
        {
            double[] values = [.. Enumerable.Range(0, positions).Select(i => (double)image[i * 16 + lane])];
            double exact = values.Average(), exactVariance = values.Average(x => (x - exact) * (x - exact));
            Assert.Equal(exact, mean[lane], 1e-4);
            Assert.InRange(variance[lane] / exactVariance, 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Fact]
    public void The_first_of_several_largest_values_gets_the_gradient()
    {
        PoolShape shape = new(2, 2, 1, 1, 16, Size: 2, Stride: 2, Padding: 0);
        float[] image = new float[4 * 16], gradient = new float[16], expected = new float[4 * 16];
        Array.Fill(gradient, 3);
        (image[1 * 16], image[2 * 16]) = (5, 5);
        (image[3 * 16 + 1], image[0 * 16 + 1]) = (1, -1);
        for (int lane = 2; lane < 16; lane++) expected[lane] = 3;
        (expected[1 * 16], expected[3 * 16 + 1]) = (3, 3);
        foreach (PoolKernels kernels in Pools)
        {
            float[] actual = new float[4 * 16];
            kernels.MaxGradient(image, gradient, actual, shape);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Padding_is_never_the_largest_and_NaN_is()
    {
        PoolShape shape = new(2, 2, 2, 2, 16, Size: 2, Stride: 2, Padding: 1);
        float[] image = new float[4 * 16];
        Array.Fill(image, -2);
        image[16] = float.NaN;
        foreach (PoolKernels kernels in Pools)
        {
            float[] output = new float[4 * 16];
            kernels.Max(image, output, shape);
            Assert.True(float.IsNaN(output[16]));
            Assert.All(output.Where((_, i) => i != 16), value => Assert.Equal(-2, value));
        }
    }

    [Theory]
    [InlineData(5, 7, 3, 2, 1)]
    [InlineData(4, 4, 2, 2, 0)]
    [InlineData(6, 5, 3, 1, 2)]
    public void Poolings_have_the_same_bits_in_every_width(int rows, int columns, int size, int stride, int padding)
    {
        PoolShape shape = new(
            rows, columns, (rows + 2 * padding - size) / stride + 1, (columns + 2 * padding - size) / stride + 1, 32, size,
            stride, padding);
        float[] image = Image(rows * columns, 32, 1), gradient = Image(shape.Rows * shape.Columns, 32, 2);
        float[][] expected = Compute(Pools[0]);
        foreach (PoolKernels kernels in Pools) Assert.Equal(expected, Compute(kernels));

        float[][] Compute(PoolKernels kernels)
        {
            float[] max = new float[gradient.Length], average = new float[gradient.Length];
            float[] byMax = new float[image.Length], byAverage = new float[image.Length];
            kernels.Max(image, max, shape);
            kernels.Average(image, average, shape);
            kernels.MaxGradient(image, gradient, byMax, shape);
            kernels.AverageGradient(gradient, byAverage, shape);
            return [max, average, byMax, byAverage];
        }
    }

    private static PoolKernels[] Pools =>
        [new PoolKernels<Simd32>(), new PoolKernels<Simd128>(), new PoolKernels<Simd256>(), new PoolKernels<Simd512>()];

    /// <summary>Random values, with zeros after the last channel.</summary>
    private static float[] Image(int positions, int channels, int seed)
    {
        System.Random random = new(seed);
        int lanes = ImageShape.Lanes(channels);
        return
        [
            .. Enumerable.Range(0, positions * lanes).Select(
                i => i % lanes < channels ? (float)(random.NextDouble() - 0.5) : 0),
        ];
    }
}
