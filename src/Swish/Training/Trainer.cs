using Swish.Data;

namespace Swish.Training;

/// <summary>Trains one network and evaluates it.</summary>
public static class Trainer
{
    /// <summary>Does the run that a recipe describes.</summary>
    /// <param name="recipe">The run; validated before anything is done.</param>
    /// <param name="dataset">The data to train, validate and test on.</param>
    /// <param name="options">What changes the speed alone; null: one thread.</param>
    /// <param name="cancellationToken">Ends the run within milliseconds, in the midst of a step.</param>
    /// <returns>The result; a run that diverged has Status Diverged.</returns>
    /// <exception cref="SwishException">The recipe does not fit the data, or has values out of range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static TrainingResult Run(
        TrainingRecipe recipe, Dataset dataset, TrainingOptions? options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"{recipe} {dataset} {options} {cancellationToken}");
}
