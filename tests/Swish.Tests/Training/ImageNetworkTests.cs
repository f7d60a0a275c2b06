using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training;
using Swish.Training.Checkpoints;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Networks of images, trained as any other: on any number of threads, resumed, saved and diagnosed.</summary>
public sealed class ImageNetworkTests : IDisposable
{
    private static readonly NetworkDefinition Everything = NetworkDefinition.Parse("""
        {
            Convolution 17 3 -NoBias; BatchNorm; Activation
            Residual -Repeat 2 { Convolution 17 3; LayerNorm; Activation ReLU; Dropout 0.2 }
            Residual { DepthwiseConvolution 3 -Stride 2; Convolution 33 1 } -Shortcut { Subsample 33 -Stride 2 }
            Branch { Convolution 8 3 -Groups 1; Activation } { MaxPool 3 -Stride 1 -Padding 1 } { }
            AveragePool 2; Flatten; GatedDense 12; Dense 10; Activation
        }
        """);

    private static readonly TrainingRecipe Recipe = new()
    {
        Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)"),
        Network = Everything,
        BatchSize = 41,
        LearningRate = 0.01,
        Steps = 8,
        ValidationCount = 23,
        Standardize = true,
        Augmentation = AugmentationKind.PadCropFlip,
        GradientClip = 1,
        MovingAverageDecay = 0.9,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Threads_change_no_bit()
    {
        TrainingResult expected = Run(Recipe, new());
        Assert.Equal(RunStatus.Completed.ToString(), expected.Status);
        foreach (int threads in (int[])[2, 5])
            Assert.Equal(expected.WeightHash, Run(Recipe, new() { Threads = threads }).WeightHash);
    }

    [Fact]
    public void A_run_that_is_resumed_has_the_same_bits()
    {
        TrainingResult expected = Run(Recipe, new());
        CheckpointFile file = new(Path.Combine(_folder.Path, "run"), 3);
        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Run(
            Recipe, GoldenData.Patterns,
            new() { Checkpoint = file, Progress = progress => { if (progress.Step == 5) stop.Cancel(); } }, stop.Token));
        TrainingResult resumed = Run(Recipe, new() { Checkpoint = file, Threads = 2 });
        Assert.Equal(3, file.ResumedStep);
        Assert.Equal(expected.WeightHash, resumed.WeightHash);
        Assert.Equal(expected.TestLoss, resumed.TestLoss);
    }

    [Fact]
    public void A_network_of_images_is_saved_and_read_back()
    {
        TrainedNetwork network = Run(Recipe, new() { KeepsNetwork = true }).GetNetwork()!;
        string path = Path.Combine(_folder.Path, "network.onnx");
        NetworkFile.Write(network, path);
        TrainedNetwork read = NetworkFile.Read(path);
        Assert.Equal(network.WeightHash, read.WeightHash);
        Assert.Equal(network.Evaluate(GoldenData.Patterns.Test), read.Evaluate(GoldenData.Patterns.Test, threads: 2));
        Assert.Equal(Recipe, read.GetRecipe());
    }

    [Fact]
    public void Diagnostics_change_no_bit_and_have_each_layer_with_an_activation()
    {
        TrainingResult result = Run(Recipe with { Diagnostic = true }, new());
        Assert.Equal(Run(Recipe, new()).WeightHash, result.WeightHash);
        Assert.All(result.GetDiagnostics(), layer => Assert.True(double.IsFinite(layer.Mean) && layer.WeightNorm > 0));
        Assert.InRange(result.GetDiagnostics().Max(layer => layer.Layer), 4, Everything.WeightLayerCount);
    }

    /// <summary>A convolutional network can be saved with images that are far larger than those it was trained on.</summary>
    [Fact]
    public void A_network_of_images_too_large_to_evaluate_is_rejected()
    {
        TrainingRecipe recipe = new()
        {
            Network = NetworkDefinition.Parse("{ Convolution 2 3 -Stride 2; Activation; GlobalAveragePool }"),
            BatchSize = 10, Steps = 1, ValidationCount = 0,
        };
        TrainedNetwork network = Run(recipe, new() { KeepsNetwork = true }).GetNetwork()!;
        TrainedNetwork large = new(
            recipe, new(ExampleShape.OfImage(1, 4000, 4000), [0], [255]), network.ClassNames, network.Tensors);
        SwishException error = Assert.Throws<SwishException>(
            () => large.CreatePredictor(1, TestContext.Current.CancellationToken));
        Assert.Equal("NetworkTooLarge", error.ErrorId);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("LeNet5")]
    [InlineData("ResNet20")]
    [InlineData("MobileNet(width=0.1)")]
    [InlineData("Inception(width=0.1)")]
    [InlineData("NASNet(width=0.25)")]
    public void Named_networks_learn_digits(string name)
    {
        TrainingRecipe recipe = new()
        {
            Network = NetworkDefinition.Parse(name),
            BatchSize = 50,
            Steps = 24,
            LearningRate = 0.01,
            ValidationCount = 100,
        };
        TrainingResult result = Trainer.Run(
            recipe, GoldenData.Digits, new() { Threads = 2 }, TestContext.Current.CancellationToken);
        Assert.InRange(result.TrainLoss, 0, 1.9);
        Assert.Equal(SpecParametersOf(recipe, GoldenData.Digits), result.Parameters);
    }

    private static long SpecParametersOf(TrainingRecipe recipe, Dataset dataset) =>
        Networks.Architectures.SpecParameters.Count(
            recipe.Network!.Resolve(recipe.Activation, dataset.Classes), recipe.Network.InputOf(dataset.Shape));

    private static TrainingResult Run(TrainingRecipe recipe, TrainingOptions options) =>
        Trainer.Run(recipe, GoldenData.Patterns, options, TestContext.Current.CancellationToken);
}
