using System.Globalization;
using Swish.Data;
using Swish.Networks;

namespace Swish.Training;

/// <summary>
/// Rejects recipes that no run could do, before anything is done, with the field and what would be right.
/// </summary>
public static class RecipeValidator
{
    /// <summary>The most hidden layers of a network.</summary>
    public const int MaximumDepth = 10_000;

    /// <summary>The most units of a layer.</summary>
    public const int MaximumWidth = 1_000_000;

    /// <summary>
    /// The largest learning rate, deviation, bias, penalty and clipping norm: far beyond what trains.
    /// </summary>
    public const double MaximumMagnitude = 1e6;

    /// <summary>The most points of a learning curve, and the most looks into layers of a run.</summary>
    public const int MaximumPoints = 100_000;

    /// <summary>Checks every field of a recipe by itself.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">A field is out of its range; the id is Invalid and the field's
    /// name.</exception>
    public static void Validate(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ValidateLayers(recipe.HiddenLayers);
        AtLeast("BatchSize", recipe.BatchSize, 1);
        Above("LearningRate", recipe.LearningRate, MaximumMagnitude);
        Defined("Optimizer", recipe.Optimizer);
        BelowOne("Momentum", recipe.Momentum);
        FromZero("WeightDecay", recipe.WeightDecay);
        FromZero("GradientClip", recipe.GradientClip);
        Defined("Schedule", recipe.Schedule);
        Above("DecayRate", recipe.DecayRate, 10);
        AtLeast("DecayStep", recipe.DecayStep, 0);
        AtLeast("WarmupStep", recipe.WarmupStep, 0);
        FromZero("L2", recipe.L2);
        Defined("L2Layer", recipe.L2Layer);
        BelowOne("MovingAverageDecay", recipe.MovingAverageDecay);
        if (recipe.BatchNormInterval < 0)
            throw Invalid("BatchNorm", recipe.BatchNormInterval, "is None, All, or an interval of layers from 1 on");
        Defined("BatchNormPosition", recipe.BatchNormPosition);
        BelowOne("Dropout", recipe.Dropout);
        Defined("Initializer", recipe.Initializer);
        Above("InitializerDeviation", recipe.InitializerDeviation, MaximumMagnitude);
        if (!(Math.Abs(recipe.InitialBias) <= MaximumMagnitude))
            throw Invalid("InitialBias", recipe.InitialBias, $"lies within ±{Text(MaximumMagnitude)}");
        AtLeast("Epoch", recipe.Epochs, 1);
        if (recipe.Steps is int steps) AtLeast("Step", steps, 1);
        AtLeast("Seed", recipe.Seed, 0);
        AtLeast("EvaluateEvery", recipe.EvaluateEvery, 0);
        AtLeast("ValidationCount", recipe.ValidationCount, 0);
    }

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
        Validate(recipe, dataset, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    internal static void Validate(TrainingRecipe recipe, Dataset dataset, long availableBytes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Validate(recipe);
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
        double largest = RecipeSize.LargestPiece(recipe, dataset);
        if (largest > Array.MaxLength)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                $"A layer of the network {recipe.HiddenLayers} with batches of {Text(recipe.BatchSize)} takes "
                + $"{Text(largest)} numbers in one piece, and {Text(Array.MaxLength)} are the most. Give narrower "
                + "layers, or a smaller batch.",
                recipe.HiddenLayers.ToString());
        double bytes = RecipeSize.MemoryBytes(recipe, dataset);
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

    private static void ValidateLayers(HiddenLayerList layers)
    {
        if (layers.Depth > MaximumDepth)
            throw new SwishException("InvalidDepth", ErrorKind.InvalidArgument,
                $"A network has at most {Text(MaximumDepth)} hidden layers, not {Text(layers.Depth)}.", layers.Depth);
        foreach (int width in layers)
            if (width > MaximumWidth)
                throw new SwishException("InvalidHiddenLayer", ErrorKind.InvalidArgument,
                    $"A hidden layer has at most {Text(MaximumWidth)} units, not {Text(width)}.", width);
    }

    private static void AtLeast(string field, int value, int minimum)
    {
        if (value < minimum) throw Invalid(field, value, $"is a whole number of {minimum} or more");
    }

    // The conditions are written so that NaN fails them.
    private static void Above(string field, double value, double maximum)
    {
        if (!(value > 0 && value <= maximum)) throw Invalid(field, value, $"is above 0 and at most {Text(maximum)}");
    }

    private static void FromZero(string field, double value)
    {
        if (!(value >= 0 && value <= MaximumMagnitude))
            throw Invalid(field, value, $"is 0 or more and at most {Text(MaximumMagnitude)}");
    }

    private static void BelowOne(string field, double value)
    {
        if (!(value is >= 0 and < 1)) throw Invalid(field, value, "is 0 or more and below 1");
    }

    private static void Defined<T>(string field, T value) where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) throw Invalid(field, value, $"is one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    private static SwishException Invalid(string field, object value, string range) =>
        new("Invalid" + field, ErrorKind.InvalidArgument, $"{field} {range}, not {Text(value)}.", value);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Gigabytes(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):0.0} GiB");
}
