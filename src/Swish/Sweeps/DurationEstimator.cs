using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// How long a run takes on one thread, to a factor of two or three: good enough to tell a coffee from a night. The
/// rates are round numbers below what docs/performance.md measures, and guesses for widths that it does not.
/// </summary>
internal static class DurationEstimator
{
    // What a step costs beside its arithmetic, and an element of an activation with its share of everything that is not
    // a product.
    private const double SecondsPerLayerAndStep = 4e-6;
    private const double SecondsPerActivation = 2e-9;

    /// <summary>Seconds of a run on one thread.</summary>
    public static double Estimate(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double steps = RecipeSize.Steps(recipe, dataset);
        double units = recipe.HiddenLayers.Sum(w => (double)w);
        double scale = OperationsPerSecond(512) / OperationsPerSecond(MachineInfo.CurrentVectorBits);
        return (RecipeSize.Operations(recipe, dataset, size) / OperationsPerSecond(MachineInfo.CurrentVectorBits))
            + (steps * units * recipe.BatchSize * SecondsPerActivation * scale)
            + (steps * (recipe.HiddenLayers.Depth + 1) * SecondsPerLayerAndStep);
    }

    private static double OperationsPerSecond(int laneBits) => laneBits switch
    {
        512 => 80e9,
        256 => 50e9,
        128 => 20e9,
        _ => 1e9,
    };
}
