using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Recipes whose network is described by its layers.</summary>
public class NetworkRecipeTests
{
    private static readonly TrainingRecipe Start = new()
    {
        HiddenLayers = HiddenLayerList.Parse("40-33"), BatchSize = 41, LearningRate = 0.01, Steps = 8, ValidationCount = 23,
    };

    private static readonly TrainingRecipe Deep = Start with { HiddenLayers = HiddenLayerList.Parse("32x3-33") };

    private static readonly Dictionary<string, (TrainingRecipe Recipe, string Layers)> Dense = new()
    {
        ["plain"] = (Start, "Dense 40; Activation; Dense 33; Activation"),
        ["none"] = (Start with { HiddenLayers = new([]) }, ""),
        ["flattened"] = (Start, "Flatten; Dense 40; Activation; Dense 33; Activation"),
        ["normalized"] = (Start with { BatchNormInterval = 1 },
            "Dense 40; BatchNorm; Activation; Dense 33; BatchNorm; Activation"),
        ["every second, after"] = (
            Start with
            {
                BatchNormInterval = 2,
                BatchNormPosition = BatchNormPosition.AfterActivation,
                FixedBatchNormScale = true,
            },
            "Dense 40; Activation; Dense 33; Activation; BatchNorm -FixedScale"),
        ["residual, dropped"] = (Deep with { Residual = true, Dropout = 0.25 },
            "Dense 32; Activation; Dropout 0.25; Residual -Repeat 2 { Dense 32; Activation; Dropout 0.25 }; "
            + "Dense 33; Activation; Dropout 0.25"),
        ["repeated"] = (Deep with { Optimizer = OptimizerKind.Momentum, MovingAverageDecay = 0.9, L2 = 0.01, L2Layer = L2Layer.First },
            "Repeat 3 { Dense 32; Activation }; Dense 33; Activation"),
        ["gate, equal parameters"] = (Start with { Activation = ActivationCatalog.Parse("GLU") }, ""),
        ["gate, normalized"] = (
            Start with
            {
                Activation = ActivationCatalog.Parse("SwiGLU"),
                GateWidth = GateWidth.Unchanged,
                BatchNormInterval = 1,
            },
            "GatedDense 40 -BatchNorm; GatedDense 33 -BatchNorm"),
        ["written activations"] = (Start with { Activation = ActivationCatalog.Parse("PReLU(per=unit)") },
            "Dense 40; Activation 'PReLU(per=unit)'; Dense 33; Activation"),
    };

    public static TheoryData<string> Names => [.. Dense.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fully_connected_recipes_can_be_written_with_the_same_bits(string name)
    {
        (TrainingRecipe recipe, string layers) = Dense[name];
        TrainingResult expected = Run(recipe);
        if (expected.GateLayers is string widths && layers.Length == 0)
            layers = string.Join("; ", HiddenLayerList.Parse(widths).Select(width => $"GatedDense {width}"));
        TrainingRecipe written = Written(recipe, layers);
        TrainingResult result = Run(written);
        Assert.NotEmpty(result.WeightHash);
        Assert.Equal(expected.WeightHash, result.WeightHash);
        Assert.Equal(expected.Parameters, result.Parameters);
        Assert.Equal(expected.TestLoss, result.TestLoss);
        Assert.NotEqual(expected.RunId, result.RunId);
        Assert.Equal(
            RecipeSize.MemoryBytes(recipe, GoldenData.Patterns), RecipeSize.MemoryBytes(written, GoldenData.Patterns));
        Assert.Equal(
            RecipeSize.Operations(recipe, GoldenData.Patterns), RecipeSize.Operations(written, GoldenData.Patterns));
    }

    [Theory]
    [InlineData("Dense 64; Activation", 2)]
    [InlineData("Residual { Dense 100 }; GatedDense 33", 4)]
    [InlineData("Activation", 1)]
    [InlineData("Convolution 4 3", 5)]
    public void Threads_are_those_that_have_work(string layers, int threads) =>
        Assert.Equal(threads, TrainingOptions.MaxUsefulThreads(Written(Start, layers)));

    /// <summary>More layers, channels and examples take longer, and normalization takes time too.</summary>
    [Fact]
    public void The_plan_of_a_sweep_estimates_networks_of_images()
    {
        static double Seconds(string network, int steps = 1000)
        {
            TrainingRecipe recipe = Start with { Network = NetworkDefinition.Parse(network), Steps = steps };
            return DurationEstimator.Estimate(
                recipe, GoldenData.Digits, NetworkSize.Measure(recipe, GoldenData.Digits), new(Products: 1, Memory: 1));
        }
        string[] ascending =
            ["MobileNet(width=0.1)", "MobileNet(width=0.5)", "MobileNet", "Inception(width=0.5)", "Inception"];
        Assert.Equal(ascending, ascending.OrderBy(name => Seconds(name)));
        Assert.InRange(Seconds("ResNet32") / Seconds("ResNet20"), 1.5, 1.8);
        Assert.InRange(Seconds("LeNet5", 4000) / Seconds("LeNet5", 1000), 3, 4);
        Assert.True(Seconds("{ Convolution 16 3; BatchNorm; Activation }") > Seconds("{ Convolution 16 3; Activation }"));
        MachineSpeed speed = MachineSpeed.Measure();
        Assert.True(speed.Products > 0 && speed.Memory > 0);
        SweepPlan plan = SweepPlan.Make(
            [Start with { Network = NetworkDefinition.Parse("LeNet5") }], GoldenData.Digits, new());
        Assert.Matches("^1 run on Digits; about .+ on this machine, and up to [0-9]+ MiB of memory per run\\.$", plan.Summary);
    }

    [Fact]
    public void The_result_names_the_network()
    {
        TrainingRecipe recipe = Written(Deep, "Repeat 3 { Dense 32; Activation }");
        TrainingResult result = TrainingResult.CreateFailed(recipe, GoldenData.Patterns);
        Assert.Equal("{ Repeat 3 { Dense 32; Activation } }", result.Network);
        Assert.Equal((3, null, ""), (result.Depth, result.Width, result.HiddenLayers));
        recipe = recipe with { Network = NetworkDefinition.Parse("Mine{ Dense 5 }") };
        Assert.Equal("Mine", TrainingResult.CreateFailed(recipe, GoldenData.Patterns).Network);
        Assert.Null(TrainingResult.CreateFailed(Start, GoldenData.Patterns).Network);
    }

    [Fact]
    public void The_json_of_a_recipe_has_the_network_and_nothing_else_changes()
    {
        string before = RecipeJson.Write(TrainingRecipe.Default);
        TrainingRecipe recipe = TrainingRecipe.Default with { Network = NetworkDefinition.Parse("resnet-32") };
        Assert.Equal(before[..^1] + ",\"network\":\"ResNet32\"}", RecipeJson.Write(recipe));
        Assert.Equal(recipe, RecipeJson.Read(RecipeJson.Write(recipe)));
        Assert.Equal(
            "UnknownNetwork",
            Assert.Throws<SwishException>(() => RecipeJson.Read("{\"network\":\"ResNet33\"}")).ErrorId);
    }

    [Fact]
    public void A_network_is_saved_and_read_back()
    {
        TrainingRecipe recipe = Written(Start, "Dense 40; BatchNorm; Activation; Residual { Dense 40; Activation ReLU }");
        TrainingResult result = Trainer.Run(
            recipe, GoldenData.Patterns, new() { KeepsNetwork = true }, TestContext.Current.CancellationToken);
        TrainedNetwork network = result.GetNetwork()!;
        Assert.Equal(recipe.Network!.Name, network.HiddenLayers);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".onnx");
        try
        {
            NetworkFile.Write(network, path);
            TrainedNetwork read = NetworkFile.Read(path);
            Assert.Equal(network.WeightHash, read.WeightHash);
            Assert.Equal(recipe, read.GetRecipe());
            Assert.Equal(network.Evaluate(GoldenData.Patterns.Test), read.Evaluate(GoldenData.Patterns.Test));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Settings_of_hidden_layers_are_rejected()
    {
        TrainingRecipe recipe = Written(Start, "Dense 5; Activation");
        RecipeValidator.Validate(recipe, GoldenData.Patterns);
        foreach (RecipeSetting setting in RecipeSettings.OfHiddenLayers.Where(s => s != RecipeSettings.HiddenLayers))
        {
            SwishException error = Assert.Throws<SwishException>(() => RecipeValidator.Validate(
                setting.With(recipe, setting.Get(RecipeSamples.Unusual)), GoldenData.Patterns));
            Assert.Equal("NetworkExcludesSetting", error.ErrorId);
            Assert.Equal(setting.Name, error.OffendingValue);
        }
    }

    [Fact]
    public void A_network_must_fit_the_data_and_the_activation()
    {
        TrainingRecipe recipe = Start with { Network = NetworkDefinition.Parse("{ MaxPool 8; Activation }") };
        Assert.Equal("WindowTooLarge", Rejected(recipe, GoldenData.Patterns));
        Assert.Equal(
            "GateHasTwoInputs",
            Rejected(Written(Start with { Activation = ActivationCatalog.Parse("GLU") }, "Dense 5; Activation"),
                GoldenData.Patterns));
        ExampleSet few = ExampleSet.OfFloats(new float[400], new ushort[100], 4);
        Assert.Equal("NetworkNeedsImages", Rejected(recipe, new("Few", ExampleShape.OfFeatures(4), 2, few, few)));

        static string Rejected(TrainingRecipe recipe, Dataset dataset) =>
            Assert.Throws<SwishException>(() => RecipeValidator.Validate(recipe, dataset)).ErrorId;
    }

    [Fact]
    public void A_grid_has_hidden_layers_or_networks()
    {
        NetworkDefinition[] networks = [NetworkDefinition.Parse("ResNet20"), NetworkDefinition.Parse("{ Dense 5 }")];
        RecipeGrid grid = RecipeCatalog.Create("Synced2017Deep");
        Assert.Null(grid.Get(RecipeSettings.Network));
        grid.Set(RecipeSettings.Network, networks);
        Assert.Equal("ResNet20, { Dense 5 }", grid.HiddenLayers);
        IReadOnlyList<TrainingRecipe> recipes = grid.Expand();
        Assert.Equal(networks, recipes.Select(recipe => recipe.Network!).Distinct());
        Assert.All(recipes, recipe => Assert.Equal(TrainingRecipe.Default.HiddenLayers, recipe.HiddenLayers));
        grid.Depth = [2, 3];
        Assert.All(grid.Expand(), recipe => Assert.Null(recipe.Network));
        grid.Set(RecipeSettings.Network, networks);
        Assert.Null(grid.Depth);
        grid.Set(RecipeSettings.Network, null);
        Assert.All(grid.Expand(), recipe => Assert.Null(recipe.Network));
        foreach (string name in RecipeCatalog.All.Select(recipe => recipe.Name))
        {
            RecipeGrid named = RecipeCatalog.Create(name).Sweep(RecipeSettings.Network, networks[1]);
            Assert.All(named.Expand(), recipe => RecipeValidator.Validate(
                recipe with { BatchSize = 1, ValidationCount = 1, WarmupStep = 0 }, GoldenData.Patterns));
        }
    }

    private static TrainingRecipe Written(TrainingRecipe recipe, string layers)
    {
        foreach (RecipeSetting setting in RecipeSettings.OfHiddenLayers)
            recipe = setting.With(recipe, setting.Get(TrainingRecipe.Default));
        return recipe with { Network = NetworkDefinition.Parse($"{{ {layers} }}") };
    }

    private static TrainingResult Run(TrainingRecipe recipe) =>
        Trainer.Run(recipe, GoldenData.Patterns, null, TestContext.Current.CancellationToken);
}
