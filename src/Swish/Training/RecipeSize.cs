using Swish.Data;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Computes the size of a run: its steps, its arithmetic and its memory.</summary>
public static class RecipeSize
{
    private const int LargestDiagnosticSample = 1000;

    /// <summary>Returns the steps of a pass over the training set, of whole batches only.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int StepsPerEpoch(TrainingRecipe recipe, Dataset dataset) =>
        TrainingCount(recipe, dataset) / recipe.BatchSize;

    /// <summary>Returns the steps of the whole run.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static long Steps(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Steps ?? (long)recipe.Epochs * StepsPerEpoch(recipe, dataset);

    /// <summary>Returns the number of images that are trained on: those that are not kept for validation.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int TrainingCount(TrainingRecipe recipe, Dataset dataset) =>
        dataset.Training.Count - recipe.ValidationCount;

    /// <summary>Returns the steps between evaluations.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int EvaluateEvery(TrainingRecipe recipe, Dataset dataset) =>
        recipe.EvaluateEvery > 0 ? recipe.EvaluateEvery : StepsPerEpoch(recipe, dataset);

    /// <summary>
    /// Returns the number of images on which the hidden layers are looked into: the first 1,000 of those that are
    /// trained on, or all where there are fewer; 0 where the recipe does not ask for it.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int DiagnosticSample(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Diagnostic ? Math.Min(LargestDiagnosticSample, TrainingCount(recipe, dataset)) : 0;

    /// <summary>
    /// Returns the floating-point operations of the run's matrix products: two a multiply-add, for forward, and in
    /// training and where layers are looked into twice as many again for backward, to the inputs and to the weights. An
    /// estimate of its duration, the same on every machine.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double Operations(TrainingRecipe recipe, Dataset dataset) =>
        Operations(recipe, dataset, NetworkSize.Measure(recipe, dataset));

    /// <summary>As <see cref="Operations(TrainingRecipe, Dataset)"/>, where the size is known.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    /// <param name="size">The size of its networks.</param>
    internal static double Operations(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double steps = Steps(recipe, dataset);
        double evaluations = Math.Ceiling(steps / Math.Max(1, EvaluateEvery(recipe, dataset)));
        double evaluated = (evaluations * recipe.ValidationCount) + dataset.Test.Count;
        double diagnosed = (evaluations + 1) * DiagnosticSample(recipe, dataset);
        return size.MultiplyAdds * ((6 * ((steps * recipe.BatchSize) + diagnosed)) + (2 * evaluated));
    }

    /// <summary>
    /// Returns the bytes that the run needs besides the data set, to a fifth or so: parameters with all that is kept of
    /// each, what a batch leaves in each layer for the way back, the input, and an evaluation. The layers themselves
    /// say it: they are constructed on an allocator that only measures.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double MemoryBytes(TrainingRecipe recipe, Dataset dataset) =>
        MemoryBytes(recipe, dataset, NetworkSize.Measure(recipe, dataset));

    /// <summary>As <see cref="MemoryBytes(TrainingRecipe, Dataset)"/>, where the size is known.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    /// <param name="size">The size of its networks.</param>
    internal static double MemoryBytes(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double input = InputBatch.MaxLength(InputRows(recipe), dataset.PixelCount)
            + InputBatch.MaxLength(DiagnosticSample(recipe, dataset), dataset.PixelCount);
        return sizeof(float) * (size.Length + input);
    }

    /// <summary>
    /// Returns the most floats that the run keeps in one array; an array has room for <see cref="Array.MaxLength"/>.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    /// <param name="size">The size of its networks.</param>
    internal static double LargestPiece(TrainingRecipe recipe, Dataset dataset, NetworkSize size) =>
        Math.Max(size.LargestLength, InputBatch.MaxLength(InputRows(recipe), dataset.PixelCount) / 2);

    private static int InputRows(TrainingRecipe recipe) => Math.Max(recipe.BatchSize, NetworkEvaluator.Capacity);
}
