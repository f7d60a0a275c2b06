using System.Diagnostics;
using System.Globalization;
using Swish.Activations;
using Swish.Analysis.Comparisons;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Data;
using Swish.Data.Images;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Benchmarks.Accuracy;

/// <summary>
/// Compares the test accuracy of a network of images with that of libtorch, trained alike on the same files: from the
/// same initial weights, with the same augmented batches, learning rates and optimizer.
/// </summary>
internal static class AccuracyCommand
{
    private const int EarlySteps = 3;

    // Rounding differs by some 1e-5 in the first loss, and each step amplifies it; another computation differs by more.
    private const double EarlyTolerance = 1e-3;

    /// <returns>
    /// 0; 1 if the losses of the first steps differ; 3 if libtorch cannot be loaded; 64 for an invalid command line; 65
    /// if the images cannot be read.
    /// </returns>
    public static int Run(string[] args)
    {
        AccuracyOptions options;
        TrainingRecipe recipe;
        try
        {
            options = AccuracyOptions.Parse(args);
            recipe = Recipe(options);
        }
        catch (Exception e) when (e is FormatException or SwishException)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(AccuracyOptions.Usage);
            return 64;
        }
        if (TorchLibrary.LoadError() is string whyNot)
        {
            Console.Error.WriteLine(whyNot);
            return 3;
        }
        Dataset dataset;
        try
        {
            dataset = ImageFolder.Read(options.Folder, new()).ToDataset("images", 0.2, splitSeed: 1);
            RecipeValidator.Validate(recipe, dataset);
        }
        catch (SwishException e)
        {
            Console.Error.WriteLine(e.Message);
            return 65;
        }
        return Compare(options, recipe, dataset);
    }

    private static TrainingRecipe Recipe(AccuracyOptions options) => new()
    {
        Activation = ActivationCatalog.Parse(options.Activation),
        Network = NetworkDefinition.Parse(options.Network),
        Initializer = InitializerKind.HeNormal,
        Optimizer = OptimizerKind.Momentum,
        LearningRate = 0.1,
        WeightDecay = 1e-4,
        Schedule = ScheduleKind.OneCycle,
        Augmentation = AugmentationKind.PadCropFlip,
        Standardize = true,
        ValidationCount = 0,
        Epochs = options.Epochs,
    };

    private static int Compare(AccuracyOptions options, TrainingRecipe recipe, Dataset dataset)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine(
            $"{options.Network} with {options.Activation}, {options.Epochs} epochs of {dataset.Training.Count} images, "
            + $"batch {recipe.BatchSize}, momentum {recipe.Momentum}, one cycle up to a rate of {recipe.LearningRate}, "
            + $"weight decay {recipe.WeightDecay}, pad-crop-flip");
        Console.WriteLine($"{Machine.Describe()}; {options.Threads} threads");
        Console.WriteLine();
        Console.WriteLine("seed    Swish  libtorch  difference  first losses differ by   seconds of training");
        List<AccuracyPair> pairs = [];
        for (int seed = options.First; seed < options.First + options.Seeds; seed++)
        {
            AccuracyPair pair = Train(recipe with { Seed = seed }, dataset, options.Threads);
            pairs.Add(pair);
            Console.WriteLine(
                $"{seed,4}   {pair.Ours:F4}    {pair.Other:F4}     {pair.Difference:+0.0000;-0.0000}"
                + $"  {string.Join(' ', pair.EarlyDifferences.Select(d => d.ToString("0.0E+0", CultureInfo.InvariantCulture)))}"
                + $"   {pair.OurTime.TotalSeconds:F0} and {pair.OtherTime.TotalSeconds:F0}");
        }
        MeanInterval interval = MeanInterval.Of([.. pairs.Select(pair => pair.Difference)]);
        Console.WriteLine();
        Console.WriteLine(
            $"means: Swish {pairs.Average(pair => pair.Ours):F4}, libtorch {pairs.Average(pair => pair.Other):F4}");
        Console.WriteLine(
            $"mean difference {interval.Mean:+0.0000;-0.0000}, "
            + $"95% interval {interval.Lower:+0.0000;-0.0000} to {interval.Upper:+0.0000;-0.0000}");
        return pairs.TrueForAll(pair => pair.EarlyDifferences.Max() < EarlyTolerance) ? 0 : 1;
    }

    private static AccuracyPair Train(TrainingRecipe recipe, Dataset dataset, int threads)
    {
        double[] early = new double[Math.Min(EarlySteps, RecipeSize.Steps(recipe, dataset))];
        long start = Stopwatch.GetTimestamp();
        using TrainingRun ours = new(recipe, dataset, new() { Threads = threads }, CancellationToken.None);
        for (int step = 0; step < ours.Steps; step++)
        {
            if (!ours.Step()) throw new InvalidOperationException($"Our run diverged after {step} steps.");
            if (step < early.Length) early[step] = ours.Loss;
        }
        TimeSpan ourTime = Stopwatch.GetElapsedTime(start);
        double ourAccuracy = ours.Test().Accuracy;

        start = Stopwatch.GetTimestamp();
        using TorchImageTraining other = new(recipe, dataset, threads, channelsLast: true);
        for (int step = 0; step < other.Steps; step++)
        {
            if (step < early.Length) early[step] -= other.StepWithLoss();
            else other.Step();
        }
        TimeSpan otherTime = Stopwatch.GetElapsedTime(start);
        double[] differences = [.. early.Select(loss => Math.Abs(loss))];
        return new(recipe.Seed, ourAccuracy, other.Test(), differences, ourTime, otherTime);
    }
}
