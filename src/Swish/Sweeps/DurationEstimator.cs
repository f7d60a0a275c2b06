using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Estimates how long a run takes on one thread of this machine. For networks of images on a quiet core, the estimates
/// are compared with what docs/performance.md reports there; otherwise they may be wrong by a factor of two or three. The
/// rates are round numbers, fitted on one machine, and guesses for vector widths that the page does not report.
/// </summary>
internal static class DurationEstimator
{
    // The overhead of a step per layer, and the time per activation, including all operations that are not matrix
    // products.
    private const double SecondsPerLayerAndStep = 4e-6;
    private const double SecondsPerActivation = 2e-9;

    // Of images: the time of a value that a layer writes, in a whole step, and that of a multiply-add of convolutions and
    // of depthwise convolutions compared with one of dense layers.
    private const double SecondsPerValue = 1.3e-9;
    private const double ProductCost = 0.52;
    private const double DepthwiseCost = 1.75;

    /// <summary>Estimates the duration of a run on one thread.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="size">The size of the networks of the run.</param>
    /// <param name="speed">The speed of the machine.</param>
    /// <returns>The duration in seconds.</returns>
    public static double Estimate(TrainingRecipe recipe, Dataset dataset, NetworkSize size, MachineSpeed speed)
    {
        if (recipe.Network is { NeedsImages: true })
            return EstimateImages(size, RecipeSize.Operations(recipe, dataset, size) / size.MultiplyAdds, speed);
        double steps = RecipeSize.Steps(recipe, dataset);
        double units = recipe.Network is null ? recipe.HiddenLayers.Sum(w => (double)w) : size.Activations;
        int layers = recipe.Network?.Depth ?? recipe.HiddenLayers.Depth;
        double scale = OperationsPerSecond(512) / OperationsPerSecond(MachineInfo.CurrentVectorBits);
        return ((RecipeSize.Operations(recipe, dataset, size) / OperationsPerSecond(MachineInfo.CurrentVectorBits))
            + (steps * units * recipe.BatchSize * SecondsPerActivation * scale)
            + (steps * (layers + 1) * SecondsPerLayerAndStep)) / speed.Products;
    }

    /// <summary>Estimates the duration of a run with layers of images.</summary>
    /// <param name="size">The size of the network.</param>
    /// <param name="operationsPerMultiplyAdd">The operations of the run for each multiply-add of a forward pass.</param>
    /// <param name="speed">The speed of the machine.</param>
    /// <returns>The duration in seconds.</returns>
    private static double EstimateImages(NetworkSize size, double operationsPerMultiplyAdd, MachineSpeed speed)
    {
        const double OperationsOfTraining = 6;
        double rate = OperationsPerSecond(MachineInfo.CurrentVectorBits), slowness = OperationsPerSecond(512) / rate;
        double products = size.Work.Products * ProductCost + size.Work.DepthwiseProducts * DepthwiseCost;
        return operationsPerMultiplyAdd
            * (products / rate / speed.Products
                + size.Work.Values * SecondsPerValue * slowness / OperationsOfTraining / speed.Memory);
    }

    private static double OperationsPerSecond(int vectorBits) => vectorBits switch
    {
        512 => 80e9,
        256 => 50e9,
        128 => 20e9,
        _ => 1e9,
    };
}
