using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Tests.Networks;
using Xunit;

namespace Swish.Tests.Reference;

/// <summary>
/// One pass forward and backward of every sample of layers, fused and unfused, compared with the reference: the loss,
/// the gradient of each parameter, the running statistics, and what an evaluation returns after it.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class LayerStepTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string, bool, int> Samples
    {
        get
        {
            TheoryData<string, bool, int> samples = [];
            foreach (string name in LayerSamples.All.Keys)
            {
                samples.Add(name, true, 12);
                samples.Add(name, false, 12);
                samples.Add(name, true, 1);
                samples.Add(name, false, 33);
            }
            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Layers_follow_the_reference(string name, bool fuses, int batchSize)
    {
        const int step = 2;
        NetworkSpec spec = LayerSamples.Spec(name, batchSize) with { Fuses = fuses, Averages = false };
        using WorkerTeam team = new(2, CancellationToken.None);
        Network network = new(spec, team, CancellationToken.None);
        Spread(network);
        ReferenceBuilder builder = new();
        ReferenceSequence reference = builder.Build(spec.Layers, spec.Input);
        SetMasks(builder, spec, step);
        ReferenceParameter[] parameters = [.. reference.Parameters.OrderBy(p => p.Layer).ThenBy(p => p.Kind)];
        Assert.Equal(parameters.Length, network.Parameters.Count);
        foreach ((ReferenceParameter parameter, ParameterBlock block) in parameters.Zip(network.Parameters))
            block.Read(block.Values).Select(value => (double)value).ToArray().CopyTo(parameter.Value.AsSpan());

        ExampleSet images = LayerSamples.Images(name, batchSize);
        InputBatch batch = LayerSamples.NewBatch(name);
        double[][] input =
            [.. Enumerable.Range(0, batchSize).Select(i => images.ByteRow(i).ToArray().Select(p => p / 255.0).ToArray())];
        int[] labels = [.. images.Labels.ToArray().Select(label => (int)label)];

        double[][] logits = reference.Forward(input, training: true);
        reference.Backward(ReferenceCrossEntropy.Gradient(logits, labels));
        LayerInput pixels = batch.Load(images, [.. Enumerable.Range(0, batchSize)], forTraining: true);
        Assert.True(network.ForwardBackward(pixels, batch.Labels, step, out double loss));
        AssertClose("loss", ReferenceCrossEntropy.Loss(logits, labels), loss);
        KeptGradients gradients = new();
        network.BackwardParameters(gradients);
        foreach ((ReferenceParameter parameter, ParameterBlock block) in parameters.Zip(network.Parameters))
            AssertClose(block.Name, parameter.Gradient, block.Read(gradients.Of(block)));
        double[][] statistics =
            [.. builder.BatchNorms.SelectMany(norm => new[] { norm.RunningMean, norm.RunningVariance })];
        Assert.Equal(statistics.Length, network.Buffers.Count);
        foreach ((double[] expected, LayerBuffer buffer) in statistics.Zip(network.Buffers))
            AssertClose(buffer.Name, expected, buffer.Values.Span[..buffer.Features].ToArray());

        (double evaluated, double accuracy) = new NetworkEvaluator(network, team).Run(batch, images, 0, batchSize);
        logits = reference.Forward(input, training: false);
        AssertClose("evaluated loss", ReferenceCrossEntropy.Loss(logits, labels), evaluated);
        int correct = logits.Zip(labels).Count(pair => Array.IndexOf(pair.First, pair.First.Max()) == pair.Second);
        Assert.Equal((double)correct / batchSize, accuracy, 1e-12);
    }

    /// <summary>
    /// Gives parameters that start alike values of their own, so that no mix-up of features goes unseen.
    /// </summary>
    private static void Spread(Network network)
    {
        foreach (ParameterBlock block in network.Parameters.Where(p => p.Kind != Swish.Networks.ParameterKind.Weight))
            block.Set([.. block.Read(block.Values).Select((value, i) => value + 0.01f * ((i * 7 % 31) - 15))]);
    }

    private static void SetMasks(ReferenceBuilder builder, NetworkSpec spec, int step)
    {
        HashSet<int> streams = [];
        for (int i = 0; i < builder.Dropouts.Count; i++)
        {
            (int width, int layer, TensorShape? images) = builder.DropoutPlaces[i];
            // a second dropout at the same layer has a stream of its own, from the last number downwards
            for (int free = ushort.MaxValue; !streams.Add(layer); free--) layer = free;
            double rate = builder.Dropouts[i].Rate;
            builder.Dropouts[i].Kept = images is TensorShape shape
                ? DropoutMask.KeptOfImages(spec.Seed, step, layer, spec.BatchSize, shape, rate)
                : DropoutMask.Kept(spec.Seed, step, layer, spec.BatchSize, width, rate);
        }
    }

    private static void AssertClose(string name, double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) AssertClose($"{name}[{i}]", expected[i], actual[i]);
    }

    private static void AssertClose(string name, double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)),
            $"{name} is {actual}, and {expected} in the reference");

    /// <summary>Keeps gradients as they come.</summary>
    private sealed class KeptGradients : IGradientSink
    {
        private readonly Dictionary<ParameterBlock, PanelBuffer> _gradients = [];

        public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
        {
            lock (_gradients) gradient.CopyTo(Of(block).Span.Slice(offset, gradient.Length));
        }

        public PanelBuffer Of(ParameterBlock block)
        {
            if (!_gradients.TryGetValue(block, out PanelBuffer? buffer))
                _gradients[block] = buffer = new(block.Values.Length);
            return buffer;
        }
    }
}
