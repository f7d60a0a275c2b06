using Swish.Networks;
using Swish.Parallelism;
using Swish.Random;
using Xunit;

namespace Swish.Tests.Networks;

public sealed class InitializerTests
{
    private const int Inputs = 300;
    private const int Outputs = 200;

    /// <param name="kind">The initializer.</param>
    /// <param name="variance">Of the weights, by the papers' formulas.</param>
    /// <param name="limit">No weight is farther from 0; 0: no limit.</param>
    [Theory]
    [InlineData(InitializerKind.GlorotUniform, 2.0 / 500, 0.10954452)] // √(6/500)
    [InlineData(InitializerKind.GlorotNormal, 2.0 / 500, 0)]
    [InlineData(InitializerKind.HeUniform, 2.0 / 300, 0.14142136)] // √(6/300)
    [InlineData(InitializerKind.HeNormal, 2.0 / 300, 0)]
    [InlineData(InitializerKind.LeCunUniform, 1.0 / 300, 0.1)] // √(3/300)
    [InlineData(InitializerKind.LeCunNormal, 1.0 / 300, 0)]
    [InlineData(InitializerKind.TruncatedNormal, 0.77374 * 0.1 * 0.1, 0.2)] // cut at 2 of σ = 0.1
    public void Weights_have_mean_zero_and_the_variance_of_the_formula(
        InitializerKind kind, double variance, double limit)
    {
        float[] weights = Fill(Inputs, Outputs, kind, seed: 1);
        double mean = weights.Average(w => (double)w);
        double deviation = Math.Sqrt(variance / weights.Length);
        Assert.InRange(mean, -4.5 * deviation, 4.5 * deviation);
        // The relative deviation of a variance is √((kurtosis − 1)/n), 0.6 % for normal numbers.
        Assert.InRange(weights.Average(w => (double)w * w) / variance, 0.975, 1.025);
        if (limit > 0)
        {
            double largest = weights.Max(Math.Abs);
            Assert.InRange(largest, 0.995 * limit, limit * (1 + 1e-7));
        }
        else
        {
            Assert.True(weights.Max(Math.Abs) > 3.5 * Math.Sqrt(variance)); // not cut
        }
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(100, 30)]
    [InlineData(30, 100)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(1, 1)]
    public void Orthogonal_weights_have_orthonormal_rows_or_columns(int inputs, int outputs)
    {
        float[] weights = Fill(inputs, outputs, InitializerKind.Orthogonal, seed: 3);
        bool rows = outputs <= inputs;
        int count = Math.Min(inputs, outputs);
        int length = Math.Max(inputs, outputs);
        float At(int vector, int i) => rows ? weights[vector * inputs + i] : weights[i * inputs + vector];
        for (int a = 0; a < count; a++)
            for (int b = 0; b <= a; b++)
            {
                double product = 0;
                for (int i = 0; i < length; i++) product += (double)At(a, i) * At(b, i);
                Assert.Equal(a == b ? 1 : 0, product, 1e-6);
            }
    }

    [Fact]
    public void A_large_orthogonal_matrix_keeps_lengths()
    {
        const int n = 512;
        float[] weights = Fill(n, n, InitializerKind.Orthogonal, seed: 1);
        RandomStream stream = new(1, RandomPurpose.Search, 0);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        double before = x.Sum(v => v * v), after = 0;
        for (int row = 0; row < n; row++)
        {
            double y = 0;
            for (int i = 0; i < n; i++) y += weights[row * n + i] * x[i];
            after += y * y;
        }
        Assert.Equal(1, after / before, 1e-6);
    }

    /// <summary>Uniform over all orthogonal matrices: entries of each position have mean 0 and variance 1/n.</summary>
    [Fact]
    public void Orthogonal_matrices_favor_no_direction()
    {
        const int n = 4, trials = 4000;
        double[] sums = new double[n * n], squares = new double[n * n];
        for (int seed = 0; seed < trials; seed++)
        {
            float[] weights = Fill(n, n, InitializerKind.Orthogonal, seed);
            for (int i = 0; i < weights.Length; i++)
            {
                sums[i] += weights[i];
                squares[i] += weights[i] * weights[i];
            }
        }
        Assert.All(sums, sum => Assert.InRange(sum / trials, -0.04, 0.04)); // 5 deviations
        Assert.All(squares, square => Assert.InRange(square / trials, 0.235, 0.265));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_stream_gives_the_same_weights_and_another_gives_others(InitializerKind kind)
    {
        Assert.Equal(Fill(20, 10, kind, 1), Fill(20, 10, kind, 1));
        Assert.NotEqual(Fill(20, 10, kind, 1), Fill(20, 10, kind, 2));
    }

    [Theory]
    [InlineData(InitializerKind.TruncatedNormal, "3ded514a 3d58bf38 3dda971a 3c315cd2")]
    [InlineData(InitializerKind.GlorotUniform, "3e6ca673 3dfd5987 3e60509d 3cd89bc0")]
    [InlineData(InitializerKind.HeNormal, "3e8f5179 3dff1e73 3e8334fe 3ccfca30")]
    [InlineData(InitializerKind.Orthogonal, "3e3e2f78 3da945f7 3e2e1d16 3ce70e3e")]
    public void The_first_weights_never_change(InitializerKind kind, string bits)
    {
        float[] weights = Fill(40, 30, kind, 1);
        Assert.Equal(bits, string.Join(' ', weights[..3].Append(weights[^1])
            .Select(w => $"{BitConverter.SingleToInt32Bits(w):x8}")));
    }

    [Fact]
    public void The_deviation_scales_the_truncated_normal()
    {
        float[] tenth = Fill(20, 10, InitializerKind.TruncatedNormal, 1);
        float[] weights = new float[200];
        Initializer.Fill(weights, 20, 10, InitializerKind.TruncatedNormal, 0.2, new(1, RandomPurpose.InitialWeights, 0),
            TestContext.Current.CancellationToken);
        for (int i = 0; i < weights.Length; i++) Assert.Equal(2 * tenth[i], weights[i], 1e-7f);
    }

    [Fact]
    public void A_span_of_another_size_is_rejected() =>
        Assert.Throws<ArgumentException>(() => Initializer.Fill(
            new float[7], 2, 3, InitializerKind.HeNormal, 0.1, new(1, RandomPurpose.InitialWeights, 0),
            TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(InitializerKind.HeNormal)]
    [InlineData(InitializerKind.Orthogonal)]
    public void Drawing_stops_when_it_is_canceled(InitializerKind kind) =>
        Assert.Throws<OperationCanceledException>(() => Initializer.Fill(
            new float[6], 2, 3, kind, 0.1, new(1, RandomPurpose.InitialWeights, 0), new CancellationToken(canceled: true)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Threads_draw_the_same_weights(InitializerKind kind)
    {
        const int inputs = 301, outputs = 97; // pieces of several rows, the last incomplete
        using WorkerTeam team = new(3, TestContext.Current.CancellationToken);
        float[] weights = new float[inputs * outputs];
        Initializer.Fill(
            weights, inputs, outputs, kind, 0.1, () => new RandomStream(5, RandomPurpose.InitialWeights, 0), team,
            TestContext.Current.CancellationToken);
        Assert.Equal(Fill(inputs, outputs, kind, 5), weights);
    }

    [Fact]
    public void Threads_stop_drawing_when_they_are_canceled()
    {
        CancellationToken canceled = new(canceled: true);
        using WorkerTeam team = new(2, canceled);
        Assert.Throws<OperationCanceledException>(() => Initializer.Fill(
            new float[300 * 300], 300, 300, InitializerKind.HeNormal, 0.1,
            () => new RandomStream(5, RandomPurpose.InitialWeights, 0), team, canceled));
    }

    public static TheoryData<InitializerKind> Kinds() => [.. Enum.GetValues<InitializerKind>()];

    private static float[] Fill(int inputs, int outputs, InitializerKind kind, int seed)
    {
        float[] weights = new float[inputs * outputs];
        Initializer.Fill(weights, inputs, outputs, kind, 0.1, new(seed, RandomPurpose.InitialWeights, 0),
            TestContext.Current.CancellationToken);
        return weights;
    }
}
