using Swish.Activations;
using Swish.Analysis.Comparisons;
using Swish.Networks;
using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Recipes;

public class RecipeCatalogTests
{
    [Fact]
    public void GateSweep_compares_gates_with_activations_at_equal_parameters()
    {
        IReadOnlyList<TrainingRecipe> runs = RecipeCatalog.Create("GateSweep").Expand();
        Assert.Equal(7 * 3 * 10, runs.Count);
        Assert.Equal(
            ["ReLU", "Swish", "GLU", "Bilinear", "ReGLU", "GEGLU", "SwiGLU"],
            runs.Select(run => run.Activation.Name).Distinct());
        Assert.Equal(["64", "64x2", "64x4"], runs.Select(run => run.HiddenLayers.ToString()).Distinct());
        Assert.Equal(Enumerable.Range(1, 10), runs.Select(run => run.Seed).Distinct());
        Assert.All(runs, run => Assert.Equal(
            TrainingRecipe.Default with
            {
                Activation = run.Activation,
                HiddenLayers = run.HiddenLayers,
                Seed = run.Seed,
            },
            run));
    }

    [Fact]
    public void The_recipes_of_2017_are_what_was_run()
    {
        TrainingRecipe shallow = new()
        {
            Activation = ActivationCatalog.Parse("ReLU"),
            HiddenLayers = HiddenLayerList.Parse("500"),
            BatchSize = 100,
            LearningRate = 0.8,
            Optimizer = OptimizerKind.SGD,
            Schedule = ScheduleKind.Exponential,
            DecayRate = 0.99,
            DecayStep = 550,
            Staircase = true,
            L2 = 1e-4,
            L2Layer = L2Layer.All,
            MovingAverageDecay = 0.99,
            Initializer = InitializerKind.TruncatedNormal,
            InitializerDeviation = 0.1,
            InitialBias = 0.1,
            Steps = 10_000,
            ValidationCount = 5000,
        };
        Assert.Equal([shallow], RecipeCatalog.Create("Synced2017Shallow").Expand());
        TrainingRecipe deep = shallow with
        {
            HiddenLayers = HiddenLayerList.Parse("500x7-300-200-100"),
            LearningRate = 0.008,
            L2Layer = L2Layer.First,
        };
        Assert.Equal([deep], RecipeCatalog.Create("synced2017deep").Expand());
    }

    [Fact]
    public void The_depth_sweep_is_plain_networks_of_10_to_50_layers()
    {
        IReadOnlyList<TrainingRecipe> runs = RecipeCatalog.Create("DepthSweep").Expand();
        Assert.Equal(2 * 5 * 8, runs.Count);
        Assert.Equal(["ReLU", "Swish"], runs.Select(r => r.Activation.ToString()).Distinct());
        Assert.Equal([10, 20, 30, 40, 50], runs.Select(r => r.HiddenLayers.Depth).Distinct());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], runs.Select(r => r.Seed).Distinct());
        TrainingRecipe deepest = new()
        {
            Activation = ActivationCatalog.Parse("Swish"),
            HiddenLayers = HiddenLayerList.Uniform(50, 64),
            BatchNormInterval = 3,
            Initializer = InitializerKind.GlorotUniform,
            Schedule = ScheduleKind.Cosine,
            Epochs = 6,
            Seed = 8,
        };
        Assert.Equal(deepest, runs[^1]);
    }

    [Fact]
    public void The_batch_size_sweep_goes_from_32_to_2048()
    {
        IReadOnlyList<TrainingRecipe> runs = RecipeCatalog.Create("BatchSizeSweep").Expand();
        Assert.Equal(2 * 7 * 9, runs.Count);
        Assert.Equal([32, 64, 128, 256, 512, 1024, 2048], runs.Select(r => r.BatchSize).Distinct());
        TrainingRecipe largest = new()
        {
            Activation = ActivationCatalog.Parse("Swish"),
            HiddenLayers = HiddenLayerList.Uniform(3, 64),
            BatchSize = 2048,
            Seed = 9,
        };
        Assert.Equal(largest, runs[^1]);
    }

    [Theory]
    [InlineData("DepthSweep")]
    [InlineData("BatchSizeSweep")]
    public void A_sweep_of_two_activations_has_the_seeds_for_a_verdict(string name)
    {
        IReadOnlyList<TrainingRecipe> runs = RecipeCatalog.Create(name).Expand();
        int seeds = runs.Select(r => r.Seed).Distinct().Count();
        Assert.Equal(PairedComparison.MinPairsForSignificance(runs.Count / 2 / seeds), seeds);
    }

    [Fact]
    public void Every_recipe_expands_and_has_its_name_and_a_description()
    {
        Assert.Equal(RecipeCatalog.All.Count, RecipeCatalog.All.Select(r => r.Name.ToUpperInvariant()).Distinct().Count());
        foreach (NamedRecipe recipe in RecipeCatalog.All)
        {
            RecipeGrid grid = RecipeCatalog.Create(recipe.Name.ToLowerInvariant());
            Assert.Equal(recipe.Name, grid.Name);
            Assert.NotEmpty(grid.Expand());
            Assert.NotEmpty(recipe.Description);
        }
    }

    [Fact]
    public void A_grid_is_fresh_each_time()
    {
        ((int[])RecipeCatalog.Create("Default").Get(RecipeSettings.Seed)!)[0] = 99;
        RecipeCatalog.Create("Synced2017Deep").Sweep(RecipeSettings.LearningRate, 99);
        Assert.Equal(1, Assert.Single(RecipeCatalog.Create("Default").Expand()).Seed);
        Assert.Equal(0.008, Assert.Single(RecipeCatalog.Create("Synced2017Deep").Expand()).LearningRate);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Synced2018")]
    public void An_unknown_name_is_rejected_with_the_known_ones(string? name)
    {
        SwishException error = Assert.Throws<SwishException>(() => RecipeCatalog.Create(name!));
        Assert.Equal("UnknownRecipe", error.ErrorId);
        Assert.Contains("Synced2017Deep", error.Message, StringComparison.Ordinal);
    }
}
