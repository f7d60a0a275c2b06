using Swish.Activations;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>One network made deeper, wider, and trained in larger batches: how the time of a step grows.</summary>
internal static class GrowthList
{
    public const string Name = "growth";

    private const int Depth = 4;
    private const int Width = 512;
    private const int Batch = 128;

    private static readonly int[] Depths = [1, 2, 4, 8, 16, 32];
    private static readonly int[] Widths = [64, 128, 256, 1024, 2048];
    private static readonly int[] Batches = [16, 32, 64, 256, 512, 1024];

    public static IEnumerable<Workload> All =>
    [
        .. Depths.Select(depth => Of(depth, Width, Batch)),
        .. Widths.Select(width => Of(Depth, width, Batch)),
        .. Batches.Select(batch => Of(Depth, Width, batch)),
    ];

    private static Workload Of(int depth, int width, int batch)
    {
        TrainingRecipe recipe = new()
        {
            Activation = ActivationCatalog.Parse("Swish"),
            HiddenLayers = HiddenLayerList.Uniform(depth, width),
            BatchSize = batch,
            LearningRate = 0.01,
            Optimizer = OptimizerKind.SGD,
            Initializer = InitializerKind.HeNormal,
            Steps = 100_000,
        };
        return new(Name, $"{depth}x{width}, Swish, SGD, batch {batch}", recipe, Threads: 1, Least: 0, CheckSteps: 0);
    }
}
