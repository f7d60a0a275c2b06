using Swish.Activations;
using Swish.Networks;
using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Recipes;

public class RecipeGridTests
{
    [Fact]
    public void The_default_grid_is_the_default_recipe() =>
        Assert.Equal([new TrainingRecipe()], new RecipeGrid().Expand());

    [Fact]
    public void Runs_come_with_the_activation_outermost_and_the_seed_innermost()
    {
        RecipeGrid grid = new RecipeGrid { Depth = [3, 1], Width = [8, 16] }
            .Sweep(RecipeSettings.Seed, 2, 1)
            .Sweep(RecipeSettings.Initializer, InitializerKind.HeNormal, InitializerKind.Orthogonal)
            .Sweep(RecipeSettings.Schedule, ScheduleKind.Cosine, ScheduleKind.Constant)
            .Sweep(RecipeSettings.Optimizer, OptimizerKind.SGD, OptimizerKind.Adam)
            .Sweep(RecipeSettings.LearningRate, 0.1, 0.2)
            .Sweep(RecipeSettings.BatchSize, 10, 20)
            .Sweep(RecipeSettings.Activation, ActivationCatalog.Parse("ReLU"), ActivationCatalog.Parse("Swish"));
        List<string> expected = [];
        foreach (string activation in new[] { "ReLU", "Swish" })
            foreach (string layers in new[] { "8x3", "16x3", "8", "16" })
                foreach (int batch in new[] { 10, 20 })
                    foreach (string rate in new[] { "0.1", "0.2" })
                        foreach (string optimizer in new[] { "SGD", "Adam" })
                            foreach (string schedule in new[] { "Cosine", "Constant" })
                                foreach (string initializer in new[] { "HeNormal", "Orthogonal" })
                                    foreach (int seed in new[] { 2, 1 })
                                        expected.Add($"{activation} {layers} {batch} {rate} {optimizer} {schedule} "
                                            + $"{initializer} {seed}");
        Assert.Equal(expected, grid.Expand().Select(r => FormattableString.Invariant(
            $"{r.Activation} {r.HiddenLayers} {r.BatchSize} {r.LearningRate} {r.Optimizer} {r.Schedule} ")
            + FormattableString.Invariant($"{r.Initializer} {r.Seed}")));
    }

    [Fact]
    public void Only_Depth_keeps_the_width()
    {
        Assert.Equal("128x7", Layers(new() { Depth = [7] }));
        Assert.Equal("500x7", Layers(new() { HiddenLayer = [500], Depth = [7] }));
    }

    [Fact]
    public void Only_Width_keeps_the_depth() => Assert.Equal("64x2", Layers(new() { Width = [64] }));

    [Fact]
    public void Only_Depth_cannot_keep_a_width_that_differs_from_layer_to_layer()
    {
        RecipeGrid grid = RecipeCatalog.Create("Synced2017Deep");
        grid.Depth = [4];
        Assert.Equal("WidthNeeded", Assert.Throws<SwishException>(() => grid.Expand()).ErrorId);
        grid.Width = [500];
        Assert.Equal("500x4", Layers(grid));
    }

    [Fact]
    public void An_architecture_replaces_depth_and_width() =>
        Assert.Equal("30-20", Layers(new() { Depth = [5], Width = [6], HiddenLayer = [30, 20] }));

    [Fact]
    public void No_hidden_layer_is_an_architecture()
    {
        Assert.Equal("none", Layers(new() { HiddenLayer = [] }));
        Assert.Equal("none", Layers(new() { Depth = [0] }));
    }

    [Fact]
    public void Architectures_are_told_in_words()
    {
        Assert.Equal("128x2", new RecipeGrid().HiddenLayers);
        Assert.Equal("none", new RecipeGrid { HiddenLayer = [] }.HiddenLayers);
        Assert.Equal("1, 3 × 128", new RecipeGrid { Depth = [1, 3] }.HiddenLayers);
        Assert.Equal("2 × 8, 16", new RecipeGrid { Width = [8, 16] }.HiddenLayers);
        Assert.Equal("3 × ?", new RecipeGrid { HiddenLayer = [5, 6], Depth = [3] }.HiddenLayers);
    }

    [Fact]
    public void An_empty_array_is_rejected_by_its_name()
    {
        SwishException error = Assert.Throws<SwishException>(
            () => new RecipeGrid().Sweep(RecipeSettings.BatchSize).Expand());
        Assert.Equal("EmptySweep", error.ErrorId);
        Assert.Contains("BatchSize", error.Message, StringComparison.Ordinal);
        Assert.Equal("EmptySweep", Assert.Throws<SwishException>(
            () => new RecipeGrid().Sweep(RecipeSettings.Activation, [null!]).Expand()).ErrorId);
    }

    [Fact]
    public void A_grid_that_no_memory_holds_is_rejected_before_it_is_expanded()
    {
        RecipeGrid grid = new RecipeGrid { Depth = new int[10_000] }.Sweep(RecipeSettings.Seed, new int[100_000]);
        SwishException error = Assert.Throws<SwishException>(() => grid.Expand());
        Assert.Equal(("SweepTooLarge", ErrorKind.LimitExceeded), (error.ErrorId, error.Kind));
        Assert.Contains("1000000000 runs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_out_of_range_is_rejected() =>
        Assert.Equal("InvalidLearningRate",
            Assert.Throws<SwishException>(
                () => new RecipeGrid().Sweep(RecipeSettings.LearningRate, 0.1, double.NaN).Expand()).ErrorId);

    [Theory]
    [InlineData("None", 0)]
    [InlineData("all", 1)]
    [InlineData(" 3 ", 3)]
    public void BatchNorm_reads_none_all_and_an_interval(string text, int interval)
    {
        Assert.Equal(interval, RecipeSettings.BatchNorm.ParseText(text));
        RecipeGrid grid = new();
        grid.Set(RecipeSettings.BatchNorm, text);
        Assert.Equal(interval, Assert.Single(grid.Expand()).BatchNormInterval);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("some")]
    public void BatchNorm_rejects_the_rest(string? text) =>
        Assert.Equal("InvalidBatchNorm",
            Assert.Throws<SwishException>(() => RecipeSettings.BatchNorm.ParseText(text)).ErrorId);

    private static string Layers(RecipeGrid grid) => Assert.Single(grid.Expand()).HiddenLayers.ToString();
}
