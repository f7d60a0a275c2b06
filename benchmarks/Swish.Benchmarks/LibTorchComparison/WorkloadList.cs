using Swish.Activations;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Provides the trainings to compare. All use a moving average of the parameters.</summary>
internal static class WorkloadList
{
    private static readonly TrainingRecipe Shallow = new()
    {
        Activation = ActivationCatalog.Parse("ReLU"),
        HiddenLayers = new([500]),
        BatchSize = 100,
        LearningRate = 0.8,
        Optimizer = OptimizerKind.SGD,
        Schedule = ScheduleKind.Exponential,
        DecayRate = 0.99,
        DecayStep = 550,
        Staircase = true,
        L2 = 1e-4,
        MovingAverageDecay = 0.99,
        Initializer = InitializerKind.TruncatedNormal,
        InitializerDeviation = 0.1,
        InitialBias = 0.1,
        Steps = 10_000,
    };

    private static readonly TrainingRecipe Deep = Shallow with
    {
        Activation = ActivationCatalog.Parse("Swish"),
        HiddenLayers = HiddenLayerList.Parse("500x7-300-200-100"),
        LearningRate = 0.008,
        L2Layer = L2Layer.First,
    };

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("shallow", "784-500-10, ReLU, batch 100", Shallow, 1, 2.5, 500),
        new("deep", "784-500x7-300-200-100-10, Swish, batch 100", Deep, 1, 1.5, 500),
        new("deep-2", "784-500x7-300-200-100-10, Swish, batch 100", Deep, 2, 1.6, 0),
        new("swiglu", "784-512x4-10, SwiGLU, momentum, batch 128", SwiGlu, 1, 1.3, 100),
        new("10x1024-32", "10x1024, BatchNorm, Swish, momentum, batch 32", Wide(10, 32), 1, 1.5, 60),
        // Only one step is compared: 40 layers amplify rounding errors, so that a unit in the last place of the weights
        // changes the loss of the second step by 5e-3. The network with ten such layers is compared for more steps.
        new("40x1024-32", "40x1024, BatchNorm, Swish, momentum, batch 32", Wide(40, 32), 1, 1.5, 1),
        new("10x1024-512", "10x1024, BatchNorm, Swish, momentum, batch 512", Wide(10, 512), 1, 1.15, 10),
        new("40x1024-512", "40x1024, BatchNorm, Swish, momentum, batch 512", Wide(40, 512), 1, 1.15, 1),
    ];

    private static TrainingRecipe SwiGlu => new()
    {
        Activation = ActivationCatalog.Parse("SwiGLU"),
        GateWidth = GateWidth.Unchanged,
        HiddenLayers = HiddenLayerList.Uniform(4, 512),
        BatchSize = 128,
        LearningRate = 0.01,
        Optimizer = OptimizerKind.Momentum,
        MovingAverageDecay = 0.99,
        Initializer = InitializerKind.GlorotNormal,
        Steps = 10_000,
    };

    private static TrainingRecipe Wide(int depth, int batch) => new()
    {
        Activation = ActivationCatalog.Parse("Swish"),
        HiddenLayers = HiddenLayerList.Uniform(depth, 1024),
        BatchSize = batch,
        LearningRate = 0.01,
        Optimizer = OptimizerKind.Momentum,
        BatchNormInterval = 1,
        MovingAverageDecay = 0.99,
        Initializer = InitializerKind.GlorotNormal,
        Steps = 10_000,
    };
}
