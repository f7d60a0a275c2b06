using System.Reflection;
using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Tests.Recipes;

/// <summary>Recipes and a small data set for the tests of recipes and sweeps.</summary>
internal static class RecipeSamples
{
    /// <summary>A recipe that differs from the default in every field.</summary>
    public static TrainingRecipe Unusual { get; } = new()
    {
        Activation = ActivationCatalog.Parse("Tanh"),
        HiddenLayers = HiddenLayerList.Parse("500x7-300-200-100"),
        BatchSize = 100,
        LearningRate = 0.1 + 0.2,
        Optimizer = OptimizerKind.Nesterov,
        Momentum = 1.0 / 3,
        WeightDecay = 5e-324,
        GradientClip = 1.5,
        Schedule = ScheduleKind.Exponential,
        DecayRate = 0.975,
        DecayStep = 550,
        Staircase = true,
        WarmupStep = 7,
        L2 = 1e-4,
        L2Layer = L2Layer.First,
        MovingAverageDecay = 0.99,
        BatchNormInterval = 3,
        BatchNormPosition = BatchNormPosition.AfterActivation,
        Residual = true,
        Dropout = 0.25,
        Initializer = InitializerKind.Orthogonal,
        InitializerDeviation = 0.05,
        InitialBias = -0.1,
        Standardize = true,
        Epochs = 9,
        Steps = 10_000,
        Seed = int.MaxValue,
        EvaluateEvery = 50,
        ValidationCount = 123,
        Diagnostic = true,
        LabelSmoothing = 0.1,
        GateWidth = GateWidth.Unchanged,
        Loss = LossKind.Huber,
        HuberDelta = 1.35,
        ClassWeight = ClassWeightList.Parse("a b=2; c=0.5"),
        InitialNetwork = "0123456789abcdef0123456789abcdef",
        Patience = 4,
        FixedBatchNormScale = true,
        Network = NetworkDefinition.Parse("Sample{ Convolution 8 3; Activation; Activation '{x*tanh(x)}' }"),
        Augmentation = AugmentationKind.PadCropFlip,
    };

    /// <summary>The names of all fields of a recipe.</summary>
    public static IEnumerable<string> Fields => typeof(TrainingRecipe)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name);

    /// <summary>The default recipe with one field taken from <see cref="Unusual"/>.</summary>
    public static TrainingRecipe WithUnusual(string field)
    {
        TrainingRecipe recipe = new TrainingRecipe() with { };
        PropertyInfo property = typeof(TrainingRecipe).GetProperty(field)!;
        property.SetValue(recipe, property.GetValue(Unusual));
        return recipe;
    }

    /// <summary>A data set of empty images: for what needs only sizes and a fingerprint.</summary>
    public static Dataset Blank(int training = 60_000, string fingerprint = "0123456789abcdef") =>
        new("Blank", 2, 2, 10, Images(training), Images(100), fingerprint);

    private static ExampleSet Images(int count) => new(new byte[count * 4], new byte[count], 4);
}
