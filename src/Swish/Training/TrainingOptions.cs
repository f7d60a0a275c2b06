using Swish.Kernels.Memory;
using Swish.Models;
using Swish.Recipes;
using Swish.Training.Checkpoints;

namespace Swish.Training;

/// <summary>Contains options that do not affect the numbers of a result.</summary>
public sealed record TrainingOptions
{
    /// <summary>Gets the number of threads that share the work of a step, 1 or more.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Gets whether the first layer skips inputs that are zero; null to skip them if the data set has so many that it
    /// is faster.
    /// </summary>
    public bool? SkipZeros { get; init; }

    /// <summary>Gets the action that is called after each step, on the thread of the run; null for none.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Gets the file to which the state of the run is written from time to time, and from which a run that was ended
    /// continues; null for none.
    /// </summary>
    public CheckpointFile? Checkpoint { get; init; }

    /// <summary>
    /// Gets whether the result keeps the network (<see cref="TrainingResult.GetNetwork"/>).
    /// </summary>
    public bool KeepsNetwork { get; init; }

    /// <summary>
    /// Gets the network that <see cref="TrainingRecipe.InitialNetwork"/> names; null for recipes without one.
    /// </summary>
    public TrainedNetwork? InitialNetwork { get; init; }

    // The images of which a gradient is a sum before all are added up: the work of a thread.
    private const int ImagesPerThread = 8;

    /// <summary>
    /// Gets the largest number of threads with which a step is still faster. Each thread computes whole panels of 32
    /// units, so networks with narrow layers have work for only a few threads: with layers of 64 units two threads are
    /// a quarter faster than one, and with 32 units they are slower.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <returns>The number of threads, 1 or more.</returns>
    public static int MaxUsefulThreads(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        // Layers of images are divided by examples.
        return recipe.Network is { NeedsImages: true }
            ? Math.Max(1, recipe.BatchSize / ImagesPerThread)
            : Panel.Count(recipe.Network?.LargestWidth ?? recipe.HiddenLayers.DefaultIfEmpty(1).Max());
    }
}
