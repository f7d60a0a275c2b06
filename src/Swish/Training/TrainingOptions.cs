using Swish.Kernels.Memory;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>What may change how fast a run is done, and never what comes of it.</summary>
public sealed record TrainingOptions
{
    /// <summary>Threads that share the work of a step, 1 or more.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether the first layer skips zero inputs; null: where the data are sparse enough for it to pay.
    /// </summary>
    public bool? SkipZeros { get; init; }

    /// <summary>Told where the run stands, after each step and on the run's own thread; null: nobody.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Returns the most threads that make a step faster. Threads share out panels of units, so a network of narrow
    /// layers has work for few: two threads are a quarter faster than one at 64 units, and slower at 32.
    /// </summary>
    /// <param name="recipe">The run.</param>
    public static int MostUsefulThreads(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Panel.Count(recipe.HiddenLayers.DefaultIfEmpty(1).Max());
    }
}
