using Swish.Kernels;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels;

/// <summary>Batch normalization of a panel against its definition in double.</summary>
public sealed class BatchNormKernelsTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(32, 3)]
    [InlineData(100, 1000)]
    [InlineData(100, -1000)]
    [InlineData(1024, 1000)]
    public void Moments_keep_their_digits_however_far_the_mean_is(int rows, double distance)
    {
        const double deviation = 0.5;
        float[] panel = Panel(rows, distance * deviation, deviation);
        float[] mean = new float[Width], variance = new float[Width];
        BatchNormKernels.Current.Moments(panel, mean, variance);
        for (int lane = 0; lane < Width; lane++)
        {
            (double exactMean, double exactVariance) = Exact(panel, lane);
            // half a unit in the mean's last place cannot be had better; the variance is of values that are exact
            Assert.InRange(mean[lane] - exactMean, -1e-7 * Math.Abs(exactMean) - 1e-7, 1e-7 * Math.Abs(exactMean) + 1e-7);
            Assert.InRange(variance[lane] / exactVariance, 1 - 3e-6, 1 + 3e-6);
        }
    }

    [Fact]
    public void Moments_have_the_same_bits_in_every_width()
    {
        float[] panel = Panel(77, 3, 2);
        float[][] all = [.. Widths().Select(width => width(panel))];
        Assert.All(all, one => Assert.Equal(all[0], one));

        static IEnumerable<Func<float[], float[]>> Widths()
        {
            yield return Moments<Simd32>;
            yield return Moments<Simd128>;
            yield return Moments<Simd256>;
            yield return Moments<Simd512>;
        }
    }

    [Fact]
    public void Values_are_brought_to_the_scale_and_shift()
    {
        const int rows = 60;
        float[] panel = Panel(rows, 200, 0.7), before = [.. panel];
        float[] mean = new float[Width], variance = new float[Width], inverseStd = new float[Width];
        float[] scale = new float[Width], shift = new float[Width], normalized = new float[panel.Length];
        for (int lane = 0; lane < Width; lane++) (scale[lane], shift[lane]) = (0.5f + lane, lane - 7f);
        BatchNormKernels.Current.Moments(panel, mean, variance);
        BatchNormKernels.ComputeInverseStd(variance, inverseStd);
        BatchNormKernels.Current.Forward(panel, normalized, mean, inverseStd, scale, shift);
        for (int lane = 0; lane < Width; lane++)
        {
            (double exactMean, double exactVariance) = Exact(before, lane);
            for (int i = lane; i < panel.Length; i += Width)
            {
                double expected = (before[i] - exactMean) / Math.Sqrt(exactVariance + BatchNormKernels.Epsilon);
                Assert.Equal(expected, normalized[i], 1e-4);
                Assert.Equal(scale[lane] * expected + shift[lane], panel[i], 1e-4 * scale[lane]);
            }
        }
    }

    [Fact]
    public void The_error_goes_back_as_the_derivative_says()
    {
        const int rows = 24;
        float[] values = Panel(rows, 1, 2), error = Panel(rows, 0, 1), weights = [.. error];
        float[] mean = new float[Width], variance = new float[Width], inverseStd = new float[Width];
        float[] scale = new float[Width], shift = new float[Width], normalized = new float[values.Length];
        for (int lane = 0; lane < Width; lane++) scale[lane] = 0.25f + lane / 8f;
        BatchNormKernels.Current.Moments(values, mean, variance);
        BatchNormKernels.ComputeInverseStd(variance, inverseStd);
        float[] given = [.. values];
        BatchNormKernels.Current.Forward(values, normalized, mean, inverseStd, scale, shift);
        float[] scaleGradient = new float[Width], shiftGradient = new float[Width];
        BatchNormKernels.Current.Backward(error, normalized, inverseStd, scale, scaleGradient, shiftGradient);

        // central differences of Σ weights·y, with y by its definition in double
        for (int lane = 0; lane < Width; lane += 5)
        {
            for (int i = lane; i < values.Length; i += Width * 7)
            {
                const double step = 1e-4;
                double slope = (Loss(given, weights, scale, lane, i, step) - Loss(given, weights, scale, lane, i, -step))
                    / (2 * step);
                Assert.Equal(slope, error[i], 2e-5 * scale[lane] * rows);
            }
            double sum = 0, products = 0;
            for (int i = lane; i < values.Length; i += Width)
            {
                sum += weights[i];
                products += (double)weights[i] * normalized[i];
            }
            Assert.Equal(sum, shiftGradient[lane], 1e-5);
            Assert.Equal(products, scaleGradient[lane], 1e-5);
        }
    }

    private const int Width = Swish.Kernels.Memory.Panel.Width;

    private static double Loss(float[] values, float[] weights, float[] scale, int lane, int moved, double by)
    {
        double[] column = new double[values.Length / Width];
        for (int row = 0; row < column.Length; row++)
        {
            int i = row * Width + lane;
            column[row] = values[i] + (i == moved ? by : 0);
        }
        double mean = column.Average(), variance = column.Average(x => (x - mean) * (x - mean));
        double loss = 0;
        for (int row = 0; row < column.Length; row++)
            loss += weights[row * Width + lane] * scale[lane] * (column[row] - mean)
                / Math.Sqrt(variance + BatchNormKernels.Epsilon);
        return loss;
    }

    private static float[] Moments<T>(float[] panel)
        where T : struct, ISimdVector<T>
    {
        float[] both = new float[2 * Width];
        new BatchNormKernels<T>().Moments(panel, both.AsSpan(0, Width), both.AsSpan(Width));
        return both;
    }

    private static (double Mean, double Variance) Exact(float[] panel, int lane)
    {
        double[] column = [.. Enumerable.Range(0, panel.Length / Width).Select(row => (double)panel[row * Width + lane])];
        double mean = column.Average();
        return (mean, column.Average(x => (x - mean) * (x - mean)));
    }

    private static float[] Panel(int rows, double mean, double deviation)
    {
        System.Random random = new(rows);
        return [.. Enumerable.Range(0, rows * Width)
            .Select(_ => (float)(mean + deviation * Math.Sqrt(12) * (random.NextDouble() - 0.5)))];
    }
}
