using System.Globalization;
using Swish.Data;
using Swish.Data.Images;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Rejects recipes that cannot be trained on a data set, before training starts.
/// </summary>
public static class RecipeValidator
{
    /// <summary>The maximum number of points of a learning curve, and of rows of diagnostics of a run.</summary>
    public const int MaximumPoints = 100_000;

    // At 25 characters each, they fit into a line of a log.
    private const int MaximumDiagnosticNumbers = 1_200_000;

    /// <summary>
    /// Checks that the settings of a recipe are in range, and that it can be trained on a data set and on this machine.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data set.</param>
    /// <exception cref="SwishException">
    /// A setting is out of range (<c>Invalid</c> and its name); no images are left to train on (ValidationSetTooLarge);
    /// there are no validation images for early stopping (PatienceWithoutValidation); a batch is larger than the
    /// training set (BatchLargerThanTrainingSet); the run would be too long (TooManySteps, TooManyEvaluations,
    /// TooManyDiagnostics); its loss does not fit the data (LossMismatch,
    /// UnknownClass); its network does not fit the data, the activation or other settings (NetworkExcludesSetting and
    /// the errors of <see cref="Networks.Architectures.NetworkDefinition.Check"/>); its augmentation needs images
    /// (AugmentationNeedsImages); or it would need too much memory or too large an array (NetworkTooLarge).
    /// </exception>
    public static void Validate(TrainingRecipe recipe, Dataset dataset) =>
        Validate(recipe, dataset, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, new(dataset));

    /// <summary>Checks one of several recipes; see <see cref="Validate(TrainingRecipe, Dataset)"/>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="availableBytes">The memory of the machine in bytes.</param>
    /// <param name="sizes">Measures the networks of all recipes on the data set.</param>
    internal static void Validate(
        TrainingRecipe recipe, Dataset dataset, long availableBytes, NetworkSizeCache sizes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RecipeSettings.Validate(recipe);
        ValidateNetwork(recipe, dataset);
        ValidateAugmentation(recipe, dataset);
        ValidateLoss(recipe, dataset);
        int images = dataset.Training.Count;
        if (recipe.ValidationCount >= images)
            throw new SwishException("ValidationSetTooLarge", ErrorKind.Contradiction,
                $"A validation set of {Text(recipe.ValidationCount)} images leaves none to train on: {dataset.Name} "
                + $"has {Text(images)} training images. Specify a smaller ValidationCount, or 0.",
                recipe.ValidationCount);
        if (recipe.Patience > 0 && recipe.ValidationCount == 0)
            throw new SwishException("PatienceWithoutValidation", ErrorKind.Contradiction,
                $"A patience of {Text(recipe.Patience)} needs validation images, but ValidationCount is 0. Specify a "
                + "ValidationCount, or no Patience.", recipe.Patience);
        int count = RecipeSize.TrainingCount(recipe, dataset);
        if (recipe.BatchSize > count)
            throw new SwishException("BatchLargerThanTrainingSet", ErrorKind.Contradiction,
                $"A batch of {Text(recipe.BatchSize)} is larger than the training set: {dataset.Name} has "
                + $"{Text(count)} images to train on, not counting {Text(recipe.ValidationCount)} for validation. "
                + $"Specify a batch size of at most {Text(count)}.", recipe.BatchSize);
        ValidateLength(recipe, dataset);
        NetworkSize size = sizes.Get(recipe);
        double largest = RecipeSize.MaxArrayLength(recipe, size);
        if (largest > Array.MaxLength)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                $"A layer of the network {RecipeLayers.Describe(recipe)} with batches of {Text(recipe.BatchSize)} "
                + $"needs {Text(largest)} numbers in one array; at most {Text(Array.MaxLength)} are possible. Specify "
                + "narrower layers, or a smaller batch size.",
                RecipeLayers.Describe(recipe));
        double bytes = RecipeSize.MemoryBytes(recipe, dataset, size);
        if (bytes > availableBytes)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                $"The network {RecipeLayers.Describe(recipe)} with batches of {Text(recipe.BatchSize)} needs about "
                + $"{Gigabytes(bytes)} of memory; {Gigabytes(availableBytes)} are available. Specify fewer or narrower "
                + "layers, or a smaller batch size.",
                RecipeLayers.Describe(recipe));
    }

    private static void ValidateNetwork(TrainingRecipe recipe, Dataset dataset)
    {
        if (recipe.Network is null) return;
        RecipeSetting? other = RecipeSettings.OfHiddenLayers.FirstOrDefault(
            setting => setting != RecipeSettings.HiddenLayers && !setting.IsDefault(recipe));
        if (other is not null)
            throw new SwishException("NetworkExcludesSetting", ErrorKind.Contradiction,
                $"{other.What} of a recipe is for the hidden layers of a fully connected network, and {other.Name} has "
                + $"no place in the network {RecipeLayers.Describe(recipe)}. Write it as a layer of the network, or "
                + "leave it out.", other.Name);
        recipe.Network.Check(dataset.Shape, dataset.OutputCount, recipe.Activation);
    }

    private static void ValidateAugmentation(TrainingRecipe recipe, Dataset dataset)
    {
        ExampleShape shape = dataset.Shape;
        bool isPossible = shape.IsImage && !dataset.IsRegression
            && Math.Min(shape.Rows, shape.Columns) > ImageAugmentation.Padding;
        if (recipe.Augmentation != AugmentationKind.None && !isPossible)
            throw new SwishException("AugmentationNeedsImages", ErrorKind.Contradiction,
                $"The augmentation {recipe.Augmentation} needs images of classes with more than "
                + $"{ImageAugmentation.Padding} rows and columns, and the examples of {dataset.Name} have the shape "
                + $"{shape}. Leave out Augmentation, or choose another data set.", recipe.Augmentation);
    }

    private static void ValidateLoss(TrainingRecipe recipe, Dataset dataset)
    {
        bool isForNumbers = recipe.Loss is LossKind.Squared or LossKind.Huber;
        if (recipe.Loss != LossKind.Auto && isForNumbers != dataset.IsRegression)
            throw new SwishException("LossMismatch", ErrorKind.Contradiction,
                $"The loss {recipe.Loss} is for {(isForNumbers ? "numbers" : "classes")} to predict, and {dataset.Name} has "
                + $"{(dataset.IsRegression ? "numbers" : "classes")}. Leave out Loss, or make the data set with another Task.",
                recipe.Loss);
        bool isWeighted = !recipe.ClassWeight.IsNone;
        if (dataset.IsRegression && (isWeighted || recipe.LabelSmoothing > 0))
            throw new SwishException("LossMismatch", ErrorKind.Contradiction,
                $"{(isWeighted ? "ClassWeight" : "LabelSmoothing")} is for classes, and {dataset.Name} has numbers to predict.",
                dataset.Name);
        if (isWeighted && recipe.LabelSmoothing > 0)
            throw new SwishException("LossMismatch", ErrorKind.Contradiction,
                "ClassWeight and LabelSmoothing cannot be combined; use one of them.", recipe.LabelSmoothing);
        if (recipe.ClassWeight.Weights.Count == 0) return;
        HashSet<string> names = [.. dataset.ClassNames];
        string? unknown = recipe.ClassWeight.Weights.Keys.FirstOrDefault(
            name => !names.Contains(PrintableText.EscapeName(name)));
        if (unknown is not null)
            throw new SwishException("UnknownClass", ErrorKind.NotFound,
                $"{dataset.Name} has no class '{unknown}' for a weight. It has "
                + $"{string.Join(", ", dataset.ClassNames.Take(20))}{(dataset.Classes > 20 ? " and more" : "")}.", unknown);
    }

    private static void ValidateLength(TrainingRecipe recipe, Dataset dataset)
    {
        long steps = RecipeSize.Steps(recipe, dataset);
        if (steps > int.MaxValue)
            throw new SwishException("TooManySteps", ErrorKind.LimitExceeded,
                $"{Text(recipe.Epochs)} epochs are {Text(steps)} steps; a run has at most {Text(int.MaxValue)}. "
                + "Specify fewer epochs.",
                recipe.Epochs);
        int every = RecipeSize.EvaluateEvery(recipe, dataset);
        if (steps / every > MaximumPoints)
            throw new SwishException("TooManyEvaluations", ErrorKind.LimitExceeded,
                $"{Text(steps)} steps with an evaluation every {Text(every)} are {Text(steps / every)} evaluations; "
                + $"a run has at most {Text(MaximumPoints)}. Specify a larger EvaluateEvery.", recipe.EvaluateEvery);
        int layers = recipe.Network?.WeightLayerCount ?? recipe.HiddenLayers.Depth;
        long rows = ((steps + every - 1) / every + 1) * layers;
        if (recipe.Diagnostic && rows > MaximumPoints)
            throw new SwishException("TooManyDiagnostics", ErrorKind.LimitExceeded,
                $"Diagnostics of {Text(layers)} hidden layers, at the start and every {Text(every)} "
                + $"of {Text(steps)} steps, are {Text(rows)} rows; a run has at most {Text(MaximumPoints)}. Specify a "
                + "larger EvaluateEvery.", recipe.EvaluateEvery);
        // A row has seven numbers, and four values for each learnable parameter. A line of a log has at most 32 MiB.
        int learnable = recipe.Activation.LearnableParameters.Count;
        long numbers = rows * (7 + 4 * learnable);
        if (recipe.Diagnostic && numbers > MaximumDiagnosticNumbers)
            throw new SwishException("TooManyDiagnostics", ErrorKind.LimitExceeded,
                $"Diagnostics of {Text(layers)} hidden layers with {Text(learnable)} learnable parameters, at the start and "
                + $"every {Text(every)} of {Text(steps)} steps, are {Text(numbers)} numbers; a run has at most "
                + $"{Text(MaximumDiagnosticNumbers)}. Specify a larger EvaluateEvery.", recipe.EvaluateEvery);
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Gigabytes(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):0.0} GiB");
}
