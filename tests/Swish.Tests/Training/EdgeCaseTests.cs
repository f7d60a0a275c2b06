using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Runs at the ends of what floats, batches and data allow.</summary>
[Trait("Speed", "Slow")]
public sealed class EdgeCaseTests
{
    private static readonly TrainingRecipe Small = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(2, 16), BatchSize = 20, Steps = 30, ValidationCount = 20, LearningRate = 0.01,
    };

    /// <summary>Threads of some systems have a stack of a megabyte, and an overflow ends the process.</summary>
    [Fact]
    public void Many_channels_are_normalized_on_a_small_stack()
    {
        TrainingRecipe recipe = new()
        {
            Network = NetworkDefinition.Parse("{ MaxPool 2; Convolution 100000 1; BatchNorm; GlobalAveragePool }"),
            BatchSize = 1, Steps = 1, ValidationCount = 0, Optimizer = OptimizerKind.SGD,
        };
        RunStatus? status = null;
        // The constants of the channels by themselves take 400 KB.
        Thread thread = new(() => status = Trainer.Run(recipe, RecipeSamples.Blank(10), new()).RunStatus, 300_000);
        thread.Start();
        thread.Join();
        Assert.Equal(RunStatus.Completed, status);
    }

    /// <summary>
    /// The slope of √|x| at 0 is infinite, which makes NaN in the lanes behind the last feature: they belong to no parameter.
    /// </summary>
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Gradients_are_clipped_whatever_the_width(int width)
    {
        TrainingRecipe recipe = new()
        {
            Activation = ActivationCatalog.Parse("{sqrt(abs(x))}"), HiddenLayers = HiddenLayerList.Uniform(2, width),
            BatchNormInterval = 1, Optimizer = OptimizerKind.SGD, BatchSize = 20, Steps = 3, ValidationCount = 0,
            GradientClip = 1000,
        };
        string[] hashes =
        [
            .. new[] { 1e-9, 1e-3, 1000 }.Select(
                clip => Trainer.Run(recipe with { GradientClip = clip }, GoldenData.Digits, new()).WeightHash),
        ];
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public void A_diverging_run_says_so_and_the_sweep_goes_on()
    {
        TrainingRecipe wild = Small with { Optimizer = OptimizerKind.SGD, LearningRate = 1e6, Activation = Parse("Identity") };
        Sweep sweep = new([Small, wild, Small with { Seed = 2 }], GoldenData.Patterns, new() { ThrottleLimit = 2 });
        List<TrainingResult> results = [.. sweep.Run(TestContext.Current.CancellationToken).Select(o => o.Result)];
        Assert.Equal([RunStatus.Completed, RunStatus.Diverged, RunStatus.Completed], results.Select(r => r.RunStatus));
        Assert.Equal("", results[1].WeightHash);
        Assert.InRange(results[1].Steps, 1, 29);
        Assert.Equal(1.0 / 37, results[1].TestAccuracy);
        Assert.Equal(1.0 / 37, results[1].ValidationAccuracy);
        Assert.True(double.IsNaN(results[1].TestLoss) && double.IsNaN(results[1].TrainLoss));
    }

    [Theory]
    [InlineData(OptimizerKind.SGD)]
    [InlineData(OptimizerKind.Momentum)]
    [InlineData(OptimizerKind.Nesterov)]
    [InlineData(OptimizerKind.RMSProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    public void A_rate_out_of_all_reason_ends_as_diverged_or_with_finite_figures(OptimizerKind optimizer)
    {
        TrainingRecipe wild = Small with { Optimizer = optimizer, LearningRate = 1e6, Activation = Parse("Identity") };
        TrainingResult result = Run(wild, GoldenData.Patterns);
        if (result.RunStatus == RunStatus.Diverged) Assert.Equal("", result.WeightHash);
        else Assert.True(double.IsFinite(result.TrainLoss), $"TrainLoss is {result.TrainLoss}.");
    }

    /// <summary>
    /// Every weight of the first layer grows by −4 a step until it overflows, and a tanh keeps that from the rest. Most
    /// of them stand at pixels that are 0 in every image: nothing but 0·∞ tells of theirs.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Overflow_at_pixels_that_are_always_zero_ends_dense_and_sparse_runs_alike(int seed)
    {
        TrainingRecipe recipe = Small with
        {
            Activation = Parse("Tanh"),
            Optimizer = OptimizerKind.SGD,
            L2 = 500,
            L2Layer = L2Layer.First,
            Steps = 200,
            Seed = seed,
        };
        Dataset data = Bright(livePixels: 3);
        TrainingResult dense = Run(recipe, data, new() { SkipZeros = false });
        TrainingResult sparse = Run(recipe, data, new() { SkipZeros = true });
        Assert.Equal(RunStatus.Diverged, dense.RunStatus);
        Assert.InRange(dense.Steps, 50, 80);
        Assert.Equal((dense.RunStatus, dense.Steps), (sparse.RunStatus, sparse.Steps));
        Assert.Equal(GoldenBits.Of(dense), GoldenBits.Of(sparse));
    }

    /// <summary>Panels of the first layer are computed in pairs if zeros are skipped; the last one may be single.</summary>
    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 1)]
    [InlineData(160, 1)]
    [InlineData(160, 2)]
    [InlineData(64, 2)]
    public void Any_number_of_panels_of_the_first_layer_gives_the_bits_of_the_dense_product(int width, int threads)
    {
        TrainingRecipe recipe = Small with { HiddenLayers = HiddenLayerList.Uniform(1, width) };
        TrainingResult dense = Run(recipe, GoldenData.Patterns, new() { SkipZeros = false, Threads = threads });
        TrainingResult sparse = Run(recipe, GoldenData.Patterns, new() { SkipZeros = true, Threads = threads });
        Assert.Equal(RunStatus.Completed, dense.RunStatus);
        Assert.Equal(GoldenBits.Of(dense), GoldenBits.Of(sparse));
    }

    [Theory]
    [InlineData(BatchNormPosition.BeforeActivation)]
    [InlineData(BatchNormPosition.AfterActivation)]
    public void A_batch_of_one_with_BatchNorm_stays_finite(BatchNormPosition position) => AssertLearnsFinite(
        Run(Small with { BatchSize = 1, BatchNormInterval = 1, BatchNormPosition = position }, GoldenData.Patterns));

    [Fact]
    public void A_network_without_hidden_layers_learns()
    {
        TrainingResult result = Run(
            Small with { HiddenLayers = HiddenLayerList.Parse("none"), Steps = 300 }, GoldenData.Patterns);
        AssertLearnsFinite(result);
        Assert.Equal((0, null, (49 + 1) * 37), (result.Depth, result.Width, (int)result.Parameters));
        Assert.InRange(result.TrainLoss, 0, 0.5 * Math.Log(37));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Layers_of_one_unit_stay_finite(int depth) => AssertLearnsFinite(
        Run(Small with { HiddenLayers = HiddenLayerList.Uniform(depth, 1), BatchNormInterval = 2, Residual = true }, GoldenData.Patterns));

    [Theory]
    [InlineData(InputScaling.UnitRange, InputScaling.None)]
    [InlineData(InputScaling.Standardize, InputScaling.Standardize)]
    public void Bytes_and_floats_of_several_channels_train_alike(InputScaling ofBytes, InputScaling ofFloats)
    {
        // 2 channels of 5 × 7, so that neither channels nor inputs fill panels; standardized bytes are the same up to
        // rounding, because their variance is computed from a histogram.
        ExampleShape shape = ExampleShape.OfImage(2, 5, 7);
        byte[] bytes = [.. Enumerable.Range(0, 90 * 70).Select(i => (byte)(i * 37 % 251 * (i % 3)))];
        ushort[] labels = [.. Enumerable.Range(0, 90).Select(i => (ushort)(bytes[i * 70] % 3))];
        ExampleSet examples = ExampleSet.OfBytes(bytes, labels, 70);
        ExampleSet floats = ExampleSet.OfFloats([.. bytes.Select(b => ofFloats == InputScaling.None ? b / 255f : b)], labels, 70);
        TrainingResult first = Run(Small, new("bytes", shape, 3, examples, examples) { Scaling = ofBytes });
        TrainingResult second = Run(Small, new("floats", shape, 3, floats, floats) { Scaling = ofFloats });
        AssertLearnsFinite(first);
        if (ofFloats == InputScaling.None) Assert.Equal(first.WeightHash, second.WeightHash);
        Assert.Equal(first.TestLoss, second.TestLoss, 1e-5);
    }

    [Fact]
    public void There_can_be_65536_classes()
    {
        ushort[] labels = [.. Enumerable.Range(0, 60).Select(i => (ushort)(65535 - (i % 3 * 30000)))];
        ExampleSet examples = ExampleSet.OfFloats([.. Enumerable.Range(0, 120).Select(i => (float)(i / 2 % 3))], labels, 2);
        Dataset dataset = new("many", ExampleShape.OfFeatures(2), 65536, examples, examples);
        TrainingResult result = Run(Small with { Steps = 40, HiddenLayers = HiddenLayerList.Uniform(1, 4) }, dataset);
        AssertLearnsFinite(result);
        Assert.Equal(65536, result.Classes);
        Assert.InRange(result.TestLoss, 0, 0.9 * Math.Log(65536));
    }

    [Fact]
    public void Data_of_one_class_alone_are_learnt_at_once()
    {
        byte[] pixels = [.. Enumerable.Range(0, 60 * 16).Select(i => (byte)(i * 37 % 251))];
        ExampleSet images = new(pixels, new byte[60], 16);
        TrainingResult result = Run(
            Small with { Steps = 200, LearningRate = 0.05 }, new Dataset("One", 4, 4, 2, images, images));
        AssertLearnsFinite(result);
        Assert.Equal(1, result.TestAccuracy);
        Assert.InRange(result.TestLoss, 0, 0.01);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Blank_images_stay_finite(bool standardize, int batchNorm) => AssertLearnsFinite(
        Run(Small with { Standardize = standardize, BatchNormInterval = batchNorm }, Bright(livePixels: 0)));

    private static Activation Parse(string text) => ActivationCatalog.Parse(text);

    private static TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions? options = null) =>
        Trainer.Run(recipe, data, options, TestContext.Current.CancellationToken);

    private static void AssertLearnsFinite(TrainingResult result)
    {
        Assert.Equal(RunStatus.Completed, result.RunStatus);
        Assert.True(double.IsFinite(result.TrainLoss) && double.IsFinite(result.TestLoss));
        Assert.NotEmpty(result.WeightHash);
    }

    /// <summary>Images of 6×6 in two classes, black but for their first pixels.</summary>
    private static Dataset Bright(int livePixels)
    {
        const int Count = 60;
        byte[] pixels = new byte[Count * 36];
        for (int image = 0; image < Count; image++)
            for (int pixel = 0; pixel < livePixels; pixel++)
                pixels[(image * 36) + pixel] = (byte)(image * (pixel + 7) % 256);
        ExampleSet images = new(pixels, [.. Enumerable.Range(0, Count).Select(i => (byte)(i % 2))], 36);
        return new("Bright", 6, 6, 2, images, images);
    }
}
