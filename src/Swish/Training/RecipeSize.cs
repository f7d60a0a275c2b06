using Swish.Data;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Computes the size of a run: its number of steps, its operations and its memory.</summary>
public static class RecipeSize
{
    private const int MaxDiagnosticSample = 1000;

    /// <summary>Computes the number of steps per epoch. An incomplete last batch is left out.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static int StepsPerEpoch(TrainingRecipe recipe, Dataset dataset) =>
        TrainingCount(recipe, dataset) / recipe.BatchSize;

    /// <summary>Computes the number of steps of a run.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static long Steps(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Steps ?? (long)recipe.Epochs * StepsPerEpoch(recipe, dataset);

    /// <summary>Computes the number of images that are trained on: all that are not used for validation.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of images.</returns>
    public static int TrainingCount(TrainingRecipe recipe, Dataset dataset) =>
        dataset.Training.Count - recipe.ValidationCount;

    /// <summary>Computes the number of steps between evaluations.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static int EvaluateEvery(TrainingRecipe recipe, Dataset dataset) =>
        recipe.EvaluateEvery > 0 ? recipe.EvaluateEvery : StepsPerEpoch(recipe, dataset);

    /// <summary>
    /// Computes the number of images on which the diagnostics of hidden layers are computed: the first 1,000 of those
    /// that are trained on, or all if there are fewer.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of images, or 0 if the recipe has no diagnostics.</returns>
    public static int DiagnosticSample(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Diagnostic ? Math.Min(MaxDiagnosticSample, TrainingCount(recipe, dataset)) : 0;

    /// <summary>
    /// Computes the number of floating-point operations in the matrix products of a run, which is roughly proportional
    /// to its duration. A multiply-add is two operations. In training and diagnostics, the backward pass has twice as
    /// many operations as the forward pass, because it computes the gradients of inputs and of weights.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of operations.</returns>
    public static double Operations(TrainingRecipe recipe, Dataset dataset) =>
        Operations(recipe, dataset, NetworkSize.Measure(recipe, dataset));

    /// <summary>Computes the number of operations of a run whose size is known.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="size">The size of the networks of the run.</param>
    /// <returns>The number of operations.</returns>
    internal static double Operations(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double steps = Steps(recipe, dataset);
        double evaluations = Math.Ceiling(steps / Math.Max(1, EvaluateEvery(recipe, dataset)));
        double evaluated = (evaluations * recipe.ValidationCount) + dataset.Test.Count;
        double diagnosed = (evaluations + 1) * DiagnosticSample(recipe, dataset);
        return size.MultiplyAdds * ((6 * ((steps * recipe.BatchSize) + diagnosed)) + (2 * evaluated));
    }

    /// <summary>
    /// Computes the memory of a run without the data set, accurate to about 20%: parameters with their moments and
    /// averages, the activations that the backward pass needs, the input, and the buffers of an evaluation. To find
    /// out, the layers are created with an allocator that only measures.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The memory in bytes.</returns>
    public static double MemoryBytes(TrainingRecipe recipe, Dataset dataset) =>
        MemoryBytes(recipe, dataset, NetworkSize.Measure(recipe, dataset));

    /// <summary>Computes the memory of a run whose size is known.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="size">The size of the networks of the run.</param>
    /// <returns>The memory in bytes.</returns>
    internal static double MemoryBytes(TrainingRecipe recipe, Dataset dataset, NetworkSize size)
    {
        double input = InputBatch.MaxLength(InputRows(recipe), size.Input)
            + InputBatch.MaxLength(DiagnosticSample(recipe, dataset), size.Input);
        return sizeof(float) * (size.Length + input);
    }

    /// <summary>Computes the memory that a run needs at its end to keep its network.</summary>
    /// <param name="size">The size of the networks of the run.</param>
    /// <param name="isWritten">Whether the network is also written to a file, whose contents are made in memory.</param>
    /// <returns>The memory in bytes.</returns>
    internal static double KeptNetworkBytes(NetworkSize size, bool isWritten) =>
        sizeof(float) * size.StateLength * (isWritten ? 2 : 1);

    /// <summary>
    /// Computes the length of the largest array of a run, which must not exceed <see cref="Array.MaxLength"/>.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="size">The size of the networks of the run.</param>
    /// <returns>The number of floats.</returns>
    internal static double MaxArrayLength(TrainingRecipe recipe, NetworkSize size) =>
        Math.Max(size.MaxLength, InputBatch.MaxArrayLength(InputRows(recipe), size.Input));

    private static int InputRows(TrainingRecipe recipe) => Math.Max(recipe.BatchSize, NetworkEvaluator.Capacity);
}
