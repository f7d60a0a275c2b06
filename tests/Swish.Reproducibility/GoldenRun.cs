using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Reproducibility;

/// <summary>A small run whose bits are known.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Recipe">The run.</param>
/// <param name="Dataset">Its data.</param>
public sealed record GoldenRun(string Name, TrainingRecipe Recipe, Dataset Dataset)
{
    /// <summary>Does the run.</summary>
    /// <param name="options">What must change nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public GoldenBits Do(TrainingOptions options, CancellationToken cancellationToken = default) =>
        GoldenBits.Of(Trainer.Run(Recipe, Dataset, options, cancellationToken));
}
