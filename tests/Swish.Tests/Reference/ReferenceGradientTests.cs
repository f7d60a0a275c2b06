using Swish.Activations;
using Swish.Networks;
using Swish.Networks.Specs;
using Swish.Recipes;
using Swish.Tests.Activations.Gates;
using Swish.Tests.Networks;
using Xunit;

namespace Swish.Tests.Reference;

/// <summary>The reference's own gradients, layer by layer and whole, against finite differences.</summary>
[Trait("Speed", "Slow")]
public sealed class ReferenceGradientTests
{
    private const int Batch = 5;
    private const int Units = 4;

    /// <summary>The whole catalog, and learnable parameters in both numbers.</summary>
    public static TheoryData<string> Activations =>
    [
        .. ActivationCatalog.All.Select(info => info.Name),
        "PReLU(per=layer)", "PReLU(per=unit)", "TrainedSwish(per=layer)", "TrainedSwish(per=unit)",
    ];

    [Fact]
    public void Dense_layer() => CheckLayer(new ReferenceDense(0, Units, 3), new System.Random(1));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_layer(string activation) =>
        CheckLayer(new ReferenceActivation(0, Units, ActivationCatalog.Parse(activation)), new System.Random(2));

    public static TheoryData<string> Gates => [.. GateSamples.All];

    [Theory]
    [MemberData(nameof(Gates))]
    public void Dense_layer_with_a_gate(string gate)
    {
        foreach (BatchNormSpec? norm in (BatchNormSpec?[])[null, new(), new() { FixedScale = true }])
            CheckLayer(new ReferenceGatedDense(0, Units, 3, GateSamples.Parse(gate), norm), new System.Random(11));
    }

    [Fact]
    public void BatchNorm_layer() => CheckLayer(new ReferenceBatchNorm(0, Units), new System.Random(3));

    [Fact]
    public void Dropout_layer()
    {
        System.Random random = new(4);
        CheckLayer(new ReferenceDropout(0.4) { Kept = Mask(random) }, random);
    }

    [Fact]
    public void Residual_block() => CheckLayer(
        new ReferenceResidual(new ReferenceSequence(
            [new ReferenceDense(0, Units, Units), new ReferenceActivation(0, Units, ActivationCatalog.Parse("Tanh"))])),
        new System.Random(5));

    [Fact]
    public void Residual_block_with_a_shortcut() => CheckLayer(
        new ReferenceResidual(new ReferenceDense(0, Units, 3), new ReferenceDense(1, Units, 3)), new System.Random(8));

    [Fact]
    public void Parallel_branches() => CheckLayer(
        new ReferenceBranch(
            [new ReferenceDense(0, Units, 3), new ReferenceSequence([]), new ReferenceBatchNorm(0, Units)]),
        new System.Random(9));

    public static TheoryData<string> Samples => [.. LayerSamples.Small];

    /// <summary>
    /// Every sample of layers, so that the library can be compared with the reference (LayerStepTests).
    /// </summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_of_layers(string name)
    {
        ReferenceBuilder builder = new();
        ReferenceSequence layers = builder.Build(LayerSamples.All[name], LayerSamples.InputOf(name));
        foreach ((ReferenceDropout dropout, (int width, _, _)) in builder.Dropouts.Zip(builder.DropoutPlaces))
            dropout.Kept = DropoutMask.Kept(seed: 1, step: 0, layer: 0, Batch, width, rate: 0.4);
        bool isImages = ImageSamples.All.ContainsKey(name);
        CheckLayer(
            layers, new System.Random(isImages ? 13 : 10), LayerSamples.InputOf(name).Features, deviation: 0.2,
            most: isImages ? 8 : int.MaxValue);
    }

    [Fact]
    public void Softmax_cross_entropy()
    {
        double[][] logits = Rows(new System.Random(6), Units);
        int[] labels = [3, 0, 1, 1, 2];
        double[][] gradient = ReferenceCrossEntropy.Gradient(logits, labels);
        for (int n = 0; n < Batch; n++)
            FiniteDifference.Check($"logits of {n}", logits[n], gradient[n],
                () => ReferenceCrossEntropy.Loss(logits, labels));
    }

    [Theory]
    [InlineData("Swish", 0, BatchNormPosition.BeforeActivation, false, 0.0)]
    [InlineData("ReLU", 1, BatchNormPosition.BeforeActivation, false, 0.3)]
    [InlineData("Swish", 2, BatchNormPosition.AfterActivation, true, 0.0)]
    [InlineData("PReLU", 1, BatchNormPosition.AfterActivation, true, 0.5)]
    public void Whole_network(
        string activation, int batchNormInterval, BatchNormPosition position, bool residual, double dropout)
    {
        System.Random random = new(7);
        ReferenceNetwork network = new(
            new TrainingRecipe
            {
                Activation = ActivationCatalog.Parse(activation),
                HiddenLayers = new([Units, Units, 3]),
                BatchNormInterval = batchNormInterval,
                BatchNormPosition = position,
                Residual = residual,
                Dropout = dropout,
            },
            inputs: 6, classes: 3);
        Randomize(network.Parameters, random);
        foreach (ReferenceDropout layer in network.Dropouts) layer.Kept = Mask(random);
        double[][] input = Rows(random, 6);
        int[] labels = [0, 2, 1, 1, 0];

        network.ForwardBackward(input, labels);
        double[][] gradients = [.. network.Parameters.Select(p => (double[])p.Gradient.Clone())];
        for (int p = 0; p < gradients.Length; p++)
            FiniteDifference.Check($"{network.Parameters[p]}", network.Parameters[p].Value, gradients[p],
                () => ReferenceCrossEntropy.Loss(network.Forward(input, training: true), labels));
    }

    /// <summary>Checks the gradients of Σ c·y, c random, by the inputs and by each parameter.</summary>
    private static void CheckLayer(
        IReferenceLayer layer, System.Random random, int inputs = Units, double deviation = 1, int most = int.MaxValue)
    {
        Randomize(layer.Parameters, random);
        foreach (ReferenceParameter parameter in layer.Parameters)
            for (int i = 0; i < parameter.Value.Length; i++) parameter.Value[i] *= deviation;
        double[][] input = Rows(random, inputs);
        double[][] factors = [.. layer.Forward(input, training: true).Select(row => Normals(random, row.Length))];
        double[][] inputGradient = layer.Backward(factors);
        for (int n = 0; n < Batch; n++) FiniteDifference.Check($"input {n}", input[n], inputGradient[n], Total, most);
        foreach (ReferenceParameter parameter in layer.Parameters)
            FiniteDifference.Check($"{parameter}", parameter.Value, parameter.Gradient, Total, most);

        double Total() => layer.Forward(input, training: true)
            .Zip(factors, (row, factor) => row.Zip(factor, (y, c) => y * c).Sum()).Sum();
    }

    private static void Randomize(IEnumerable<ReferenceParameter> parameters, System.Random random)
    {
        foreach (ReferenceParameter parameter in parameters)
            Normals(random, parameter.Value.Length).CopyTo(parameter.Value.AsSpan());
    }

    private static double[][] Rows(System.Random random, int units) =>
        [.. Enumerable.Range(0, Batch).Select(_ => Normals(random, units))];

    private static bool[][] Mask(System.Random random) =>
    [
        .. Enumerable.Range(0, Batch).Select(_ =>
            Enumerable.Range(0, Units).Select(_ => random.Next(3) > 0).ToArray()),
    ];

    /// <summary>Roughly normal numbers: the sum of twelve uniform ones, less its mean.</summary>
    private static double[] Normals(System.Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)];
}
