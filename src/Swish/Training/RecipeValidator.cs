using System.Globalization;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Rejects recipes that cannot be trained on a data set, before anything is done.
/// </summary>
public static class RecipeValidator
{
    /// <summary>The most points of a learning curve, and the most looks into layers of a run.</summary>
    public const int MaximumPoints = 100_000;

    /// <summary>
    /// Checks a recipe's fields, and the recipe against the data and the machine that it is to run on.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data.</param>
    /// <exception cref="SwishException">A field is out of its range; nothing is left to train on
    /// (ValidationSetTooLarge); a batch is larger than the training set (BatchLargerThanTrainingSet); the run would be
    /// too long (TooManySteps, TooManyEvaluations, TooManyDiagnostics) or too large for the memory or an array
    /// (NetworkTooLarge).</exception>
    public static void Validate(TrainingRecipe recipe, Dataset dataset) =>
        Validate(recipe, dataset, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, new(dataset));

    /// <summary>As <see cref="Validate(TrainingRecipe, Dataset)"/>, for a recipe of many.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="availableBytes">The memory of the machine.</param>
    /// <param name="sizes">Measures the networks, those of other recipes on the data set too.</param>
    internal static void Validate(
        TrainingRecipe recipe, Dataset dataset, long availableBytes, NetworkSizeCache sizes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RecipeSettings.Validate(recipe);
        int images = dataset.Training.Count;
        if (recipe.ValidationCount >= images)
            throw new SwishException("ValidationSetTooLarge", ErrorKind.Contradiction,
                $"A validation set of {Text(recipe.ValidationCount)} leaves nothing to train on: {dataset.Name} has "
                + $"{Text(images)} training images. Give a ValidationCount below that, or 0.", recipe.ValidationCount);
        int left = RecipeSize.TrainingCount(recipe, dataset);
        if (recipe.BatchSize > left)
            throw new SwishException("BatchLargerThanTrainingSet", ErrorKind.Contradiction,
                $"A batch of {Text(recipe.BatchSize)} is larger than the training set: {dataset.Name} has {Text(left)} "
                + $"images to train on, the {Text(recipe.ValidationCount)} for validation apart.", recipe.BatchSize);
        ValidateLength(recipe, dataset);
        NetworkSize size = sizes.Get(recipe);
        double largest = RecipeSize.LargestPiece(recipe, dataset, size);
        if (largest > Array.MaxLength)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                $"A layer of the network {recipe.HiddenLayers} with batches of {Text(recipe.BatchSize)} takes "
                + $"{Text(largest)} numbers in one piece, and {Text(Array.MaxLength)} are the most. Give narrower "
                + "layers, or a smaller batch.",
                recipe.HiddenLayers.ToString());
        double bytes = RecipeSize.MemoryBytes(recipe, dataset, size);
        if (bytes > availableBytes)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                $"The network {recipe.HiddenLayers} with batches of {Text(recipe.BatchSize)} needs about "
                + $"{Gigabytes(bytes)} of memory, and there are {Gigabytes(availableBytes)}. Give fewer or narrower "
                + "layers, or a smaller batch.",
                recipe.HiddenLayers.ToString());
    }

    private static void ValidateLength(TrainingRecipe recipe, Dataset dataset)
    {
        long steps = RecipeSize.Steps(recipe, dataset);
        if (steps > int.MaxValue)
            throw new SwishException("TooManySteps", ErrorKind.LimitExceeded,
                $"{Text(recipe.Epochs)} epochs are {Text(steps)} steps; a run has at most {Text(int.MaxValue)}.",
                recipe.Epochs);
        int every = RecipeSize.EvaluateEvery(recipe, dataset);
        if (steps / every > MaximumPoints)
            throw new SwishException("TooManyEvaluations", ErrorKind.LimitExceeded,
                $"{Text(steps)} steps with an evaluation every {Text(every)} are {Text(steps / every)} evaluations; "
                + $"a run has at most {Text(MaximumPoints)}. Give a larger EvaluateEvery.", recipe.EvaluateEvery);
        long looks = ((steps + every - 1) / every + 1) * recipe.HiddenLayers.Depth;
        if (recipe.Diagnostic && looks > MaximumPoints)
            throw new SwishException("TooManyDiagnostics", ErrorKind.LimitExceeded,
                $"{Text(recipe.HiddenLayers.Depth)} hidden layers, looked into at the start and every {Text(every)} of "
                + $"{Text(steps)} steps, are {Text(looks)} rows; a run has at most {Text(MaximumPoints)}. Give a "
                + "larger EvaluateEvery.", recipe.EvaluateEvery);
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Gigabytes(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):0.0} GiB");
}
