using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

public class RecipeValidatorTests
{
    private static readonly TrainingRecipe Good = new();

    public static TheoryData<string, TrainingRecipe> OutOfRange()
    {
        TheoryData<string, TrainingRecipe> cases = [];
        foreach (int value in new[] { 0, -1, int.MinValue })
            cases.Add("InvalidBatchSize", Good with { BatchSize = value });
        foreach (double value in new[] { 0, -1e-9, 1e7, double.NaN, double.PositiveInfinity })
        {
            cases.Add("InvalidLearningRate", Good with { LearningRate = value });
            cases.Add("InvalidDecayRate", Good with { DecayRate = value });
            cases.Add("InvalidInitializerDeviation", Good with { InitializerDeviation = value });
            cases.Add("InvalidHuberDelta", Good with { HuberDelta = value });
        }
        foreach (double value in new[] { -1e-9, 1, 1e7, double.NaN, double.PositiveInfinity })
        {
            cases.Add("InvalidMomentum", Good with { Momentum = value });
            cases.Add("InvalidDropout", Good with { Dropout = value });
            cases.Add("InvalidLabelSmoothing", Good with { LabelSmoothing = value });
            cases.Add("InvalidMovingAverageDecay", Good with { MovingAverageDecay = value });
        }
        foreach (double value in new[] { -1e-9, 1e7, double.NaN, double.PositiveInfinity })
        {
            cases.Add("InvalidWeightDecay", Good with { WeightDecay = value });
            cases.Add("InvalidGradientClip", Good with { GradientClip = value });
            cases.Add("InvalidL2", Good with { L2 = value });
        }
        foreach (double value in new[] { -1e7, double.NaN, double.NegativeInfinity })
            cases.Add("InvalidInitialBias", Good with { InitialBias = value });
        cases.Add("InvalidDecayStep", Good with { DecayStep = -1 });
        cases.Add("InvalidWarmupStep", Good with { WarmupStep = -1 });
        cases.Add("InvalidBatchNorm", Good with { BatchNormInterval = -1 });
        cases.Add("InvalidEpoch", Good with { Epochs = 0 });
        cases.Add("InvalidStep", Good with { Steps = 0 });
        cases.Add("InvalidSeed", Good with { Seed = -1 });
        cases.Add("InvalidEvaluateEvery", Good with { EvaluateEvery = -1 });
        cases.Add("InvalidPatience", Good with { Patience = -1 });
        cases.Add("InvalidValidationCount", Good with { ValidationCount = -1 });
        cases.Add("InvalidOptimizer", Good with { Optimizer = (OptimizerKind)99 });
        cases.Add("InvalidSchedule", Good with { Schedule = (ScheduleKind)(-1) });
        cases.Add("InvalidL2Layer", Good with { L2Layer = (L2Layer)2 });
        cases.Add("InvalidBatchNormPosition", Good with { BatchNormPosition = (BatchNormPosition)2 });
        cases.Add("InvalidGateWidth", Good with { GateWidth = (GateWidth)2 });
        cases.Add("InvalidLoss", Good with { Loss = (LossKind)99 });
        cases.Add("InvalidAugmentation", Good with { Augmentation = (AugmentationKind)2 });
        cases.Add("InvalidInitializer", Good with { Initializer = (InitializerKind)99 });
        cases.Add("InvalidHiddenLayer", Good with { HiddenLayers = new([128, 1_000_001]) });
        cases.Add("InvalidDepth", Good with { HiddenLayers = HiddenLayerList.Uniform(10_001, 1) });
        return cases;
    }

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_rejected_by_its_fields_name(string errorId, TrainingRecipe recipe)
    {
        SwishException error = Assert.Throws<SwishException>(() => RecipeSettings.Validate(recipe));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.NotNull(error.OffendingValue);
    }

    [Fact]
    public void Every_setting_with_a_range_has_a_case_above()
    {
        HashSet<string> rejected = [.. OutOfRange().Select(row => row.Data.Item1)];
        foreach (RecipeSetting setting in RecipeSettings.All)
            if (setting.Allowed is not null) Assert.Contains("Invalid" + setting.Name, rejected);
    }

    [Fact]
    public void Legal_recipes_pass()
    {
        Dataset data = RecipeSamples.Blank();
        RecipeValidator.Validate(Good, data);
        // The loss is one for numbers, and the data have classes and small images. A network has no other hidden layers.
        TrainingRecipe unusual = RecipeSamples.Unusual with
        {
            Loss = LossKind.CrossEntropy,
            ClassWeight = ClassWeightList.None,
            Network = null,
            Augmentation = AugmentationKind.None,
        };
        RecipeValidator.Validate(unusual, data);
        RecipeValidator.Validate(Good with { HiddenLayers = new([]), ValidationCount = 0, BatchSize = 60_000 }, data);
    }

    [Fact]
    public void A_validation_set_that_leaves_nothing_is_rejected()
    {
        SwishException error = Rejection(Good with { ValidationCount = 1000 }, RecipeSamples.Blank(1000));
        Assert.Equal("ValidationSetTooLarge", error.ErrorId);
        Assert.Equal(ErrorKind.Contradiction, error.Kind);
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_patience_without_validation_images_is_rejected()
    {
        SwishException error = Rejection(Good with { ValidationCount = 0, Patience = 5 }, RecipeSamples.Blank(1000));
        Assert.Equal("PatienceWithoutValidation", error.ErrorId);
        Assert.Equal(ErrorKind.Contradiction, error.Kind);
    }

    [Fact]
    public void A_batch_larger_than_what_validation_leaves_is_rejected()
    {
        TrainingRecipe recipe = Good with { ValidationCount = 900, BatchSize = 101 };
        Assert.Equal("BatchLargerThanTrainingSet", Rejection(recipe, RecipeSamples.Blank(1000)).ErrorId);
        RecipeValidator.Validate(recipe with { BatchSize = 100 }, RecipeSamples.Blank(1000));
    }

    [Fact]
    public void A_run_of_too_many_steps_is_rejected() =>
        Assert.Equal("TooManySteps",
            Rejection(Good with { Epochs = int.MaxValue }, RecipeSamples.Blank()).ErrorId);

    [Fact]
    public void A_learning_curve_of_too_many_points_is_rejected() =>
        Assert.Equal("TooManyEvaluations",
            Rejection(Good with { Steps = 1_000_000, EvaluateEvery = 1 }, RecipeSamples.Blank()).ErrorId);

    [Fact]
    public void Too_many_looks_into_layers_are_rejected()
    {
        // 20,001 looks, with that before the first step.
        TrainingRecipe often = Good with { Steps = 20_000, EvaluateEvery = 1, HiddenLayers = HiddenLayerList.Uniform(5, 8) };
        RecipeValidator.Validate(often, RecipeSamples.Blank());
        Assert.Equal("TooManyDiagnostics", Rejection(often with { Diagnostic = true }, RecipeSamples.Blank()).ErrorId);
        RecipeValidator.Validate(often with { Diagnostic = true, Steps = 19_999 }, RecipeSamples.Blank());

        TrainingRecipe learnable = often with
        {
            Diagnostic = true, Steps = 19_999,
            Activation = ActivationCatalog.Parse("{a*x+b*tanh(x); a=1 per layer; b=1 per layer}"),
        };
        Assert.Equal("TooManyDiagnostics", Rejection(learnable, RecipeSamples.Blank()).ErrorId);
        RecipeValidator.Validate(learnable with { Steps = 15_000 }, RecipeSamples.Blank());
    }

    [Fact]
    public void A_network_too_large_for_the_memory_is_rejected_with_the_figure()
    {
        // Two matrices of 16,384² and Adam: three floats a weight, 3 GiB a matrix, and 1 GiB while one is drawn.
        TrainingRecipe recipe = Good with { HiddenLayers = HiddenLayerList.Uniform(3, 16_384), BatchSize = 1 };
        SwishException error = Assert.Throws<SwishException>(
            () => RecipeValidator.Validate(recipe, RecipeSamples.Blank(), 4L << 30, new(RecipeSamples.Blank())));
        Assert.Equal("NetworkTooLarge", error.ErrorId);
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        Assert.Contains("needs about 7.", error.Message, StringComparison.Ordinal);
        Assert.Contains("4.0 GiB", error.Message, StringComparison.Ordinal);
        RecipeValidator.Validate(recipe, RecipeSamples.Blank(), 8L << 30, new(RecipeSamples.Blank()));
    }

    [Fact]
    public void A_layer_that_no_array_can_hold_is_rejected_whatever_the_memory()
    {
        TrainingRecipe recipe = Good with { HiddenLayers = HiddenLayerList.Uniform(2, 32_768) };
        SwishException error = Assert.Throws<SwishException>(
            () => RecipeValidator.Validate(recipe, RecipeSamples.Blank(), long.MaxValue, new(RecipeSamples.Blank())));
        Assert.Equal("NetworkTooLarge", error.ErrorId);
        Assert.Contains("in one array", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_images_that_no_array_can_hold_is_rejected_whatever_the_memory()
    {
        const int Side = 3000;
        ExampleSet image = new(new byte[Side * Side], new byte[1], Side * Side);
        Dataset data = new("image", Side, Side, 2, image, image);
        TrainingRecipe recipe = Good with
        {
            Network = NetworkDefinition.Parse("{ Convolution 1 1 -Stride 50; Activation; GlobalAveragePool }"),
            BatchSize = 1, ValidationCount = 0,
        };
        SwishException error = Assert.Throws<SwishException>(
            () => RecipeValidator.Validate(recipe, data, long.MaxValue, new(data)));
        Assert.Equal("NetworkTooLarge", error.ErrorId);
        Assert.Contains("in one array", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_network_is_rejected_on_any_machine() =>
        Assert.Equal("NetworkTooLarge",
            Rejection(Good with { HiddenLayers = HiddenLayerList.Uniform(10_000, 1_000_000) },
                RecipeSamples.Blank()).ErrorId);

    private static SwishException Rejection(TrainingRecipe recipe, Dataset dataset) =>
        Assert.Throws<SwishException>(() => RecipeValidator.Validate(recipe, dataset));
}
