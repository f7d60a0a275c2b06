using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Tests.Reference;
using Swish.Training.Diagnostics;
using Xunit;

namespace Swish.Tests.Training.Diagnostics;

/// <summary>
/// The diagnostics of layers of images compared with the same figures of the reference: a unit is a channel, over all
/// positions and examples.
/// </summary>
public sealed class ImageDiagnosisTests
{
    private const int Count = 20;
    private static readonly TensorShape Shape = new(2, 5, 6);

    [Theory]
    [InlineData("ReLU")]
    [InlineData("PReLU(per=unit)")]
    [InlineData("Swish")]
    public void Statistics_are_those_of_the_reference(string activation)
    {
        ActivateSpec function = new(ActivationCatalog.Parse(activation));
        NetworkSpec spec = new()
        {
            Input = Shape,
            Layers = new([
                new ConvolutionSpec(17, 3), function, new MaxPoolSpec(2),
                new ConvolutionSpec(5, 2), new BatchNormSpec(), function, new DenseSpec(3),
            ]),
            BatchSize = 4, Initializer = InitializerKind.GlorotNormal, InitializerDeviation = 1, InitialBias = -0.6,
            Seed = 5, MomentCount = 0, Averages = false, KeepsWeightGradients = false,
        };
        System.Random random = new(1);
        byte[] pixels = new byte[Count * Shape.Features];
        random.NextBytes(pixels);
        ExampleSet examples = new(
            pixels, [.. Enumerable.Range(0, Count).Select(_ => (byte)random.Next(3))], Shape.Features);
        Dataset dataset = new(
            "images", ExampleShape.OfImage(Shape.Channels, Shape.Rows, Shape.Columns), 3, examples, examples);
        using WorkerTeam team = new(2, CancellationToken.None);
        Network network = new(spec, team, CancellationToken.None);
        NetworkDiagnosis diagnosis = new(
            network, spec, team, examples, ..Count, InputTransform.Of(dataset, 0, false), TargetScale.None,
            CancellationToken.None);
        IReadOnlyList<LayerDiagnostic> layers = diagnosis.Examine(7);

        ReferenceBuilder builder = new();
        ReferenceSequence reference = builder.Build(spec.Layers, Shape);
        ReferenceParameter[] parameters = [.. reference.Parameters.OrderBy(p => p.Layer).ThenBy(p => p.Kind)];
        foreach ((ReferenceParameter parameter, ParameterBlock block) in parameters.Zip(network.Parameters))
            block.Read(block.Values).Select(value => (double)value).ToArray().CopyTo(parameter.Value.AsSpan());
        double[][] rows = [.. pixels.Select(p => p / 255.0).Chunk(Shape.Features)];
        List<double[][]> outputs = [];
        foreach (IReferenceLayer layer in reference.Layers) outputs.Add(rows = layer.Forward(rows, training: true));
        reference.Backward(ReferenceCrossEntropy.Gradient(rows, [.. examples.Labels.ToArray().Select(label => (int)label)]));

        Assert.Equal(2, layers.Count);
        foreach ((LayerDiagnostic actual, int last, int layer) in (ReadOnlySpan<(LayerDiagnostic, int, int)>)
            [(layers[0], 1, 0), (layers[1], 5, 1)])
        {
            double[] values = [.. outputs[last].SelectMany(row => row)];
            double mean = values.Average();
            ReferenceParameter weights = parameters.First(p => p.Layer == layer && p.Kind == Reference.ParameterKind.Weight);
            Assert.Equal(7, actual.Step);
            Assert.Equal(mean, actual.Mean, 1e-5);
            Assert.Equal(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), actual.StandardDeviation, 1e-5);
            ReferenceActivation activated =
                (ReferenceActivation)((ReferencePositions)reference.Layers[last]).Layer;
            Assert.Equal(activated.DeadShare(LayerDiagnostic.MaxDeadSlope), actual.DeadShare, 1e-12);
            Assert.Equal(Norm(weights.Value), actual.WeightNorm, 1e-4);
            Assert.Equal(Norm(weights.Gradient), actual.GradientNorm, 1e-5);
        }
        if (activation == "ReLU") Assert.InRange(layers[0].DeadShare, 0.01, 0.99);
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
