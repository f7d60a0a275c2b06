using System.Runtime.InteropServices;
using Swish.Data;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>Fusing layers changes the speed and not one bit, with any number of threads.</summary>
[Trait("Speed", "Slow")]
public sealed class FusedNetworkTests
{
    private const int Batch = 13;
    private const int Steps = 4;

    public static TheoryData<string> Names => [.. LayerSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fused_and_unfused_networks_have_the_same_bits(string name)
    {
        List<(string Name, string Bits)> expected = Train(name, fuses: false, threads: 1);
        Assert.Equal(expected.Count, expected.Select(entry => entry.Name).Distinct().Count());
        foreach (int threads in (int[])[1, 2, 5])
            foreach (bool fuses in (bool[])[true, false])
                Assert.Equal(expected, Train(name, fuses, threads));
    }

    [Fact]
    public void What_follows_a_dense_layer_is_fused_with_it()
    {
        Assert.Equal(2, Nodes("BatchNorm before and after", fuses: true));
        Assert.Equal(6, Nodes("BatchNorm before and after", fuses: false));
        Assert.Equal(4, Nodes("fused residual", fuses: true));
        Assert.Equal(11, Nodes("fused residual", fuses: false));
    }

    /// <summary>
    /// All parameters, averages and running statistics after some steps, and what an evaluation says.
    /// </summary>
    private static List<(string Name, string Bits)> Train(string name, bool fuses, int threads)
    {
        using WorkerTeam team = new(threads, CancellationToken.None);
        Network network = new(LayerSamples.Spec(name, Batch) with { Fuses = fuses }, team, CancellationToken.None);
        Optimizer optimizer = new(
            new() { Optimizer = OptimizerKind.Momentum, MovingAverageDecay = 0.5, WeightDecay = 0.01 });
        InputBatch batch = LayerSamples.NewBatch(name);
        ExampleSet images = LayerSamples.Images(name, Batch * Steps);
        for (int step = 0; step < Steps; step++)
        {
            LayerInput input = batch.Load(
                images, [.. Enumerable.Range(step * Batch, Batch)], forTraining: true);
            Assert.True(network.ForwardBackward(input, batch.Labels, step, out _));
            optimizer.BeginStep(0.1, step + 1);
            network.BackwardParameters(optimizer);
        }
        (double loss, double accuracy) = new NetworkEvaluator(network, team).Run(batch, images, 0, images.Count);
        return
        [
            .. network.Parameters.Select(p => (p.Name, Bits(p.Read(p.Values)))),
            .. network.Parameters.Select(p => (p.Name + " average", Bits(p.Read(p.Average!)))),
            .. network.Buffers.Select(b => (b.Name, Bits(b.Values.Span[..b.Features].ToArray()))),
            ("evaluation", $"{loss:R} {accuracy:R}"),
        ];
    }

    private static string Bits(float[] values) => Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()));

    private static int Nodes(string name, bool fuses) =>
        NetworkBuilder.Build(LayerSamples.Spec(name, Batch) with { Fuses = fuses }, new(measuresOnly: true)).Length;
}
