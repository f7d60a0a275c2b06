using Swish.Data;
using Swish.Data.Toys;
using Xunit;

namespace Swish.Tests.Data;

public sealed class ToyDatasetTests
{
    public static TheoryData<ToyKind> Kinds => [.. Enum.GetValues<ToyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Points_depend_on_the_options_only(ToyKind kind)
    {
        ToyOptions options = new() { Kind = kind, Count = 60, TestCount = 40 };
        Dataset data = ToyDataset.Create(options);
        Assert.Equal((60, 40, $"{kind}"), (data.Training.Count, data.Test.Count, data.Name));
        Assert.Equal(data.Fingerprint, ToyDataset.Create(options).Fingerprint);
        Assert.NotEqual(data.Fingerprint, ToyDataset.Create(options with { Seed = 2 }).Fingerprint);
        Assert.NotEqual(data.Fingerprint, ToyDataset.Create(options with { Noise = 0.7 }).Fingerprint);
        // Test points are others, and more points begin with the same ones.
        Assert.NotEqual(data.Training.FloatRow(0).ToArray(), data.Test.FloatRow(0).ToArray());
        ExampleSet more = ToyDataset.Create(options with { Count = 90 }).Training;
        Assert.Equal(data.Training.Floats.ToArray(), more.Floats[..data.Training.Floats.Length].ToArray());
    }

    [Fact]
    public void Points_without_noise_are_where_they_should_be()
    {
        foreach ((float x, float y, int label) in Points(ToyKind.Circles))
            Assert.Equal(label == 0 ? 1 : 0.5, Math.Sqrt((x * x) + (y * y)), 1e-6);
        foreach ((float x, float y, int label) in Points(ToyKind.Xor)) Assert.Equal(label == 0, x >= 0 == y >= 0);
        foreach ((float x, float y, int label) in Points(ToyKind.Moons))
            Assert.Equal(1, label == 0 ? (x * x) + (y * y) : ((1 - x) * (1 - x)) + ((0.5 - y) * (0.5 - y)), 1e-6);
        Dataset sine = ToyDataset.Create(new() { Kind = ToyKind.Sine, Noise = 0 });
        for (int i = 0; i < sine.Test.Count; i++)
            Assert.Equal(Math.Sin(sine.Test.FloatRow(i)[0]), sine.Test.Targets[i], 1e-6);
    }

    [Fact]
    public void Classes_are_equally_frequent()
    {
        Dataset data = ToyDataset.Create(new() { Kind = ToyKind.Spirals, Classes = 5, Count = 500 });
        Assert.Equal(5, data.Classes);
        Assert.Equal(0.2, data.Training.MaxClassShare);
    }

    [Theory]
    [InlineData(1, 1, 0, 2)]
    [InlineData(10, 0, 0, 2)]
    [InlineData(10, 1, -1, 2)]
    [InlineData(10, 1, double.NaN, 2)]
    [InlineData(10, 1, 0, 1)]
    [InlineData(10, 1, 0, 11)]
    public void Options_out_of_range_are_rejected(int count, int testCount, double noise, int classes) =>
        Assert.Equal("InvalidToy", Assert.Throws<SwishException>(() => ToyDataset.Create(
            new() { Kind = ToyKind.Blobs, Count = count, TestCount = testCount, Noise = noise, Classes = classes })).ErrorId);

    [Theory]
    [InlineData(ToyKind.Moons)]
    [InlineData(ToyKind.Sine)]
    public void Making_points_can_be_canceled(ToyKind kind) =>
        Assert.Throws<OperationCanceledException>(() => ToyDataset.Create(
            new() { Kind = kind }, new CancellationToken(canceled: true)));

    private static IEnumerable<(float X, float Y, int Label)> Points(ToyKind kind)
    {
        ExampleSet test = ToyDataset.Create(new() { Kind = kind, Noise = 0, TestCount = 50 }).Test;
        return Enumerable.Range(0, test.Count).Select(i => (test.FloatRow(i)[0], test.FloatRow(i)[1], (int)test.Labels[i]));
    }
}
