using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>
/// ONNX Runtime computes from an exported file what a network of image layers computes: logits within 1e-5 of the largest
/// logit of the image. Our own import returns every bit.
/// </summary>
public sealed class OnnxImageTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Networks =>
    [
        "Convolution 8 3; BatchNorm; Activation; MaxPool 2; Convolution 17 3 -Stride 2 -Padding 0 -NoBias; Activation; Flatten",
        "Convolution 6 3 -Groups 3; BatchNorm -FixedScale; Activation; DepthwiseConvolution 3 -Stride 2; LayerNorm; Activation",
        "Convolution 6 2; Activation; AveragePool 3 -Stride 1 -Padding 1; MaxPool 3 -Stride 2 -Padding 1; GlobalAveragePool",
        """
        Convolution 4 3 -NoBias; BatchNorm; Activation; Residual { Convolution 4 3; BatchNorm; Activation; Convolution 4 3 };
        Activation; Residual { Convolution 9 3 -Stride 2; BatchNorm } -Shortcut { Subsample 9 -Stride 2 }; Activation
        Residual { Activation } -Shortcut { Convolution 9 1; BatchNorm }; Dropout 0.3; GlobalAveragePool; BatchNorm
        """,
        """
        Convolution 5 3; Activation 'TrainedSwish(per=unit)'; Branch { Convolution 3 1; Activation } { MaxPool 3 -Stride 1 -Padding 1 } { }
        BatchNorm; Activation 'PReLU(per=unit)'; Dense 10; LayerNorm; Activation; Convolution 7 1; BatchNorm; Activation
        """,
        "BatchNorm; LayerNorm; Activation; Dense 12; Activation; Branch { Convolution 3 1 } { Dense 4 }",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Layers_of_images_are_computed_alike(string layers) =>
        Compare(NetworkDefinition.Parse(layers), ExampleShape.OfImage(3, 9, 8));

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("LeNet5", 1, 28)]
    [InlineData("ResNet20", 3, 32)]
    [InlineData("MobileNet(width=0.25)", 3, 32)]
    [InlineData("Inception", 3, 32)]
    [InlineData("NASNet", 3, 32)]
    public void Named_networks_are_computed_alike(string network, int channels, int size) =>
        Compare(NetworkDefinition.Parse(network), ExampleShape.OfImage(channels, size, size), test: 20);

    private static void Compare(NetworkDefinition network, ExampleShape shape, int test = 300)
    {
        Dataset dataset = new("images", shape, 4, Images(shape, 64, seed: 1), Images(shape, test, seed: 2));
        TrainingRecipe recipe = new()
        {
            Activation = ActivationCatalog.Parse("Swish"),
            Network = network,
            Initializer = InitializerKind.HeNormal,
            BatchSize = 16,
            LearningRate = 0.01,
            Optimizer = OptimizerKind.Momentum,
            Steps = 4,
            ValidationCount = 0,
        };
        TrainedNetwork trained = Trainer.Run(recipe, dataset, new() { KeepsNetwork = true }).GetNetwork()!;
        using TemporaryFolder folder = new();
        string path = folder.File("network.onnx");
        NetworkFile.Write(trained, path);
        TrainedNetwork imported = NetworkFile.Read(path);
        using OnnxSession session = new(path);

        float[] expected = trained.Evaluate(dataset.Test);
        float[] actual = session.Evaluate(dataset.Test, shape, "logits");

        Assert.Equal(trained.WeightHash, imported.WeightHash);
        Assert.Equal(expected, imported.Evaluate(dataset.Test, threads: 3));
        Assert.InRange(OnnxSession.Difference(expected, actual, trained.OutputCount), 0, Tolerance);
        using NetworkPredictor predictor = trained.CreatePredictor();
        float[] raw = Array.ConvertAll(dataset.Test.Bytes.ToArray(), value => (float)value);
        float[] fromRaw = new float[expected.Length];
        predictor.Evaluate(raw, fromRaw);
        Assert.Equal(expected, fromRaw);
    }

    private static ExampleSet Images(ExampleShape shape, int count, int seed)
    {
        System.Random random = new(seed);
        byte[] pixels = new byte[count * shape.InputCount];
        random.NextBytes(pixels);
        return new(pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(4))], shape.InputCount);
    }
}
