using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Reproducibility;

/// <summary>Two small recipes on the whole of MNIST, as the table in the documentation has them.</summary>
public static class MnistRuns
{
    private static readonly Lazy<Dataset> LazyData = new(() => MnistDataset.Load(Places.MnistFolder, "MNIST"));

    /// <summary>MNIST.</summary>
    public static Dataset Dataset => LazyData.Value;

    /// <summary>The names of the two, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ReLU", "Swish"];

    /// <summary>The recipes.</summary>
    public static IReadOnlyList<TrainingRecipe> Recipes { get; } =
    [
        new()
        {
            Activation = ActivationCatalog.Parse("ReLU"), HiddenLayers = HiddenLayerList.Parse("50"), BatchSize = 100,
            LearningRate = 0.5, Optimizer = OptimizerKind.SGD, Schedule = ScheduleKind.Exponential, DecayStep = 55,
            Staircase = true, L2 = 1e-4, MovingAverageDecay = 0.99, Initializer = InitializerKind.TruncatedNormal,
            Steps = 500, ValidationCount = 5000,
        },
        new()
        {
            Activation = ActivationCatalog.Parse("Swish"), HiddenLayers = HiddenLayerList.Parse("40x3"), BatchSize = 64,
            LearningRate = 0.003, Optimizer = OptimizerKind.Adam, Schedule = ScheduleKind.Cosine, WarmupStep = 50,
            BatchNormInterval = 1, Residual = true, Dropout = 0.1, GradientClip = 5, Steps = 500, ValidationCount = 5000,
        },
    ];

    /// <summary>The same recipes as a user writes them: a script that gives the two hashes, a line each.</summary>
    public const string Script = """
        (Invoke-SwishTraining -Activation ReLU -HiddenLayer 50 -BatchSize 100 -LearningRate 0.5 -Optimizer SGD `
            -Schedule Exponential -DecayStep 55 -Staircase -L2 1e-4 -MovingAverageDecay 0.99 -Initializer TruncatedNormal `
            -Step 500 -ValidationCount 5000 -Seed 1).WeightHash
        (Invoke-SwishTraining -Activation Swish -HiddenLayer 40, 40, 40 -BatchSize 64 -LearningRate 0.003 -Optimizer Adam `
            -Schedule Cosine -WarmupStep 50 -BatchNorm All -Residual -Dropout 0.1 -GradientClip 5 `
            -Step 500 -ValidationCount 5000 -Seed 1).WeightHash
        """;

    /// <summary>Does both and gives their hashes.</summary>
    /// <param name="options">What must change nothing.</param>
    public static string[] Do(TrainingOptions options) =>
        [.. Recipes.Select(recipe => Trainer.Run(recipe, Dataset, options).WeightHash)];
}
