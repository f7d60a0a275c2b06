using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Runs that start with the parameters of a trained network.</summary>
public sealed class InitialNetworkTests
{
    private static readonly Dataset Data = GoldenData.Patterns;

    [Theory]
    [InlineData("optimizer Adam")]
    [InlineData("BatchNorm every 3 AfterActivation")]
    [InlineData("residual, BatchNorm, dropout")]
    [InlineData("standardized inputs")]
    [InlineData("activation Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}")]
    public void With_a_rate_of_almost_0_the_network_is_evaluated_as_before(string name)
    {
        TrainedNetwork initial = Train(GoldenRuns.All.Single(run => run.Name == name).Recipe);
        TrainingRecipe recipe = From(initial) with
        {
            Optimizer = OptimizerKind.SGD,
            LearningRate = 1e-30,
            Steps = 1,
            Dropout = 0,
            L2 = 0,
            WeightDecay = 0,
            MovingAverageDecay = 0,
        };

        TrainedNetwork after = Train(recipe, initial);

        // A step changes the running statistics of batch normalization, and nothing else.
        foreach ((NetworkTensor before, NetworkTensor now) in initial.Tensors.Zip(after.Tensors))
            if (!before.IsBuffer) Assert.Equal(before.EvaluationValues.ToArray(), now.EvaluationValues.ToArray());
    }

    [Fact]
    public void A_run_that_goes_on_is_another_run_with_other_bits()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe);
        TrainingRecipe plain = GoldenRuns.All[0].Recipe;

        TrainedNetwork goesOn = Train(From(initial), initial);

        Assert.NotEqual(initial.RunId, goesOn.RunId);
        Assert.NotEqual(initial.WeightHash, goesOn.WeightHash);
        Assert.Equal(initial.WeightHash, Train(plain).WeightHash);
        Assert.Equal(goesOn.WeightHash, Train(From(initial), initial, threads: 2).WeightHash);
        Assert.Contains(
            $"InitialNetwork={initial.Fingerprint}", RunIdentity.Of(From(initial), Data).OtherSettings,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_activation_starts_with_the_same_weights()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe);
        TrainingRecipe recipe = From(initial) with
        {
            Activation = ActivationCatalog.Parse("PReLU(alpha=0.125)"),
            LearningRate = 1e-30,
            Optimizer = OptimizerKind.SGD,
        };

        TrainedNetwork after = Train(recipe, initial);

        Assert.Equal(initial.Tensors[0].Values.ToArray(), after.Tensors[0].Values.ToArray());
        Assert.Equal(
            [0.125f],
            after.Tensors.First(t => t.Name.EndsWith("activation.alpha", StringComparison.Ordinal)).Values.ToArray());
    }

    [Fact]
    public void A_network_that_is_not_given_or_another_one_is_rejected()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe), other = Train(GoldenRuns.All[1].Recipe);

        Assert.Equal("InitialNetworkMissing", ErrorOf(From(initial), null).ErrorId);
        Assert.Equal("InitialNetworkMissing", ErrorOf(From(initial), other).ErrorId);
    }

    [Fact]
    public void Other_layers_inputs_and_scalings_are_rejected()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe);
        TrainingRecipe recipe = From(initial);

        AssertMismatch("[40, 49]", recipe with { HiddenLayers = HiddenLayerList.Parse("41-33") });
        AssertMismatch("layers.1.weight", recipe with { HiddenLayers = HiddenLayerList.Parse("40") });
        AssertMismatch("batchnorm", recipe with { BatchNormInterval = 1 });
        AssertMismatch("-Standardize", recipe with { Standardize = true });
        AssertMismatch("28×28", recipe with { BatchSize = 10 }, GoldenData.Digits);

        void AssertMismatch(string part, TrainingRecipe other, Dataset? data = null) =>
            Assert.Contains(part, ErrorOf(other, initial, data).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scaling_is_that_of_the_network()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe with { Standardize = true, ValidationCount = 50 });

        TrainedNetwork after = Train(From(initial) with { ValidationCount = 0 }, initial);

        Assert.Equal(initial.GetTransform().Offsets, after.GetTransform().Offsets);
    }

    [Fact]
    public void Networks_with_the_same_weights_and_another_scaling_make_other_runs()
    {
        TrainedNetwork initial = Train(GoldenRuns.All[0].Recipe with { Standardize = true, ValidationCount = 50 });
        InputTransform scaling = initial.GetTransform();
        TrainedNetwork other = new(
            initial.GetRecipe(),
            new(scaling.Shape, [.. scaling.Offsets], [.. scaling.Divisors.Select(divisor => 2 * divisor)]),
            initial.ClassNames, initial.Tensors);

        Assert.Equal(initial.WeightHash, other.WeightHash);
        Assert.NotEqual(Train(From(initial), initial).RunId, Train(From(other), other).RunId);
        Assert.Equal("InitialNetworkMissing", ErrorOf(From(initial), other).ErrorId);
    }

    /// <summary>A run takes over the parameters of an activation that have the names of its own.</summary>
    [Fact]
    public void Networks_whose_parameters_have_other_names_are_told_apart()
    {
        TrainingRecipe plain = GoldenRuns.All[0].Recipe;
        TrainedNetwork Named(string name) =>
            Train(plain with { Activation = ActivationCatalog.Parse($"{{x*sigmoid({name}*x); {name}=1 per layer}}") });
        TrainedNetwork a = Named("a"), b = Named("b");

        Assert.Equal(a.WeightHash, b.WeightHash);
        Assert.NotEqual(a.Fingerprint, b.Fingerprint);
        TrainingRecipe goesOn = From(a) with { InitialNetwork = b.Fingerprint };
        Assert.NotEqual(Train(From(a), a).WeightHash, Train(goesOn, b).WeightHash);
        Assert.NotEqual(Train(From(a), a).RunId, Train(goesOn, b).RunId);
    }

    [Fact]
    public void A_network_of_pixels_is_known_by_its_weights()
    {
        TrainingRecipe recipe = GoldenRuns.All[0].Recipe with { BatchSize = 10, ValidationCount = 0, Steps = 1 };
        TrainedNetwork initial =
            Trainer.Run(recipe, GoldenData.Digits, new() { KeepsNetwork = true }).GetNetwork()!;
        Assert.Equal(initial.WeightHash, initial.Fingerprint);
    }

    private static TrainingRecipe From(TrainedNetwork initial) =>
        initial.GetRecipe() with { InitialNetwork = initial.Fingerprint };

    private static TrainedNetwork Train(TrainingRecipe recipe, TrainedNetwork? initial = null, int threads = 1) =>
        Trainer.Run(recipe, Data, new() { KeepsNetwork = true, InitialNetwork = initial, Threads = threads })
            .GetNetwork()!;

    private static SwishException ErrorOf(TrainingRecipe recipe, TrainedNetwork? initial, Dataset? data = null)
    {
        SwishException error = Assert.Throws<SwishException>(
            () => Trainer.Run(recipe, data ?? Data, new() { InitialNetwork = initial }));
        if (error.ErrorId != "InitialNetworkMissing") Assert.Equal("InitialNetworkMismatch", error.ErrorId);
        return error;
    }
}
