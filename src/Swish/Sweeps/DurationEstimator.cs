using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Estimates how long a run takes on one thread. The estimate may be wrong by a factor of two or three. The rates are
/// round numbers, somewhat below those that docs/performance.md reports, and guesses for vector widths that it does not
/// report.
/// </summary>
internal static class DurationEstimator
{
    // The overhead of a step per layer, and the time per activation, including all operations that are not matrix
    // products.
    private const double SecondsPerLayerAndStep = 4e-6;
    private const double SecondsPerActivation = 2e-9;

    /// <summary>Estimates the duration of a run on one thread.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="size">The size of the networks of the run.</param>
    /// <returns>The duration in seconds.</returns>
    public static double Estimate(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double steps = RecipeSize.Steps(recipe, dataset);
        double units = recipe.Network is null ? recipe.HiddenLayers.Sum(w => (double)w) : size.Activations;
        int layers = recipe.Network?.Depth ?? recipe.HiddenLayers.Depth;
        double scale = OperationsPerSecond(512) / OperationsPerSecond(MachineInfo.CurrentVectorBits);
        return (RecipeSize.Operations(recipe, dataset, size) / OperationsPerSecond(MachineInfo.CurrentVectorBits))
            + (steps * units * recipe.BatchSize * SecondsPerActivation * scale)
            + (steps * (layers + 1) * SecondsPerLayerAndStep);
    }

    private static double OperationsPerSecond(int vectorBits) => vectorBits switch
    {
        512 => 80e9,
        256 => 50e9,
        128 => 20e9,
        _ => 1e9,
    };
}
