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

    // One step from the same state: only the rounding of that step.
    private const double StepTolerance = 1e-3;

    private const int StepChecks = 10;

    /// <returns>
    /// 0; 1 if the losses of the first steps differ, or steps from the same state; 3 if libtorch cannot be loaded; 64 for an invalid command line; 65
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
        Steps = options.Steps,
    };

    private static int Compare(AccuracyOptions options, TrainingRecipe recipe, Dataset dataset)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine(
            $"{options.Network} with {options.Activation}, {RecipeSize.Steps(recipe, dataset)} steps, "
            + $"{dataset.Training.Count} images, batch {recipe.BatchSize}, momentum {recipe.Momentum}, one cycle up to a rate of {recipe.LearningRate}, "
            + $"weight decay {recipe.WeightDecay}, pad-crop-flip");
        Console.WriteLine($"{Machine.Describe()}; {options.Threads} threads");
        Console.WriteLine();
        Console.WriteLine("Our weights: the accuracy of libtorch with the parameters that we trained. Steps: the largest");
        Console.WriteLine(
            $"relative difference of parameters after a step from the same state, at {StepChecks} places of our run.");
        Console.WriteLine();
        Console.WriteLine(
            "seed    Swish  libtorch  difference  our weights    steps   first losses differ by   seconds of training");
        List<AccuracyPair> pairs = [];
        for (int seed = options.First; seed < options.First + options.Seeds; seed++)
        {
            AccuracyPair pair = Train(recipe with { Seed = seed }, dataset, options.Threads);
            pairs.Add(pair);
            Console.WriteLine(
                $"{seed,4}   {pair.Ours:F4}    {pair.Other:F4}     {pair.Difference:+0.0000;-0.0000}"
                + $"       {pair.Transferred:F4}  {pair.StepDifference:0.0E+0}"
                + $"   {string.Join(' ', pair.EarlyDifferences.Select(d => d.ToString("0.0E+0", CultureInfo.InvariantCulture)))}"
                + $"   {pair.OurTime.TotalSeconds:F0} and {pair.OtherTime.TotalSeconds:F0}");
        }
        Console.WriteLine();
        Console.WriteLine(
            $"means: Swish {pairs.Average(pair => pair.Ours):F4}, libtorch {pairs.Average(pair => pair.Other):F4}");
        MeanInterval interval = MeanInterval.Of([.. pairs.Select(pair => pair.Difference)]);
        Console.WriteLine(
            $"mean difference {interval.Mean:+0.0000;-0.0000}" + (pairs.Count == 1 ? ""
                : $", 95% interval {interval.Lower:+0.0000;-0.0000} to {interval.Upper:+0.0000;-0.0000}"));
        return pairs.TrueForAll(pair =>
            pair.EarlyDifferences.Max() < EarlyTolerance && pair.StepDifference < StepTolerance) ? 0 : 1;
    }

    private static AccuracyPair Train(TrainingRecipe recipe, Dataset dataset, int threads)
    {
        double[] early = new double[Math.Min(EarlySteps, RecipeSize.Steps(recipe, dataset))];
        using TrainingRun ours = new(recipe, dataset, new() { Threads = threads }, CancellationToken.None);
        using TorchImageTraining checker = new(recipe, dataset, threads, channelsLast: true);
        int between = Math.Max(1, ours.Steps / StepChecks);
        double stepDifference = 0;
        TimeSpan ourTime = TimeSpan.Zero;
        for (int step = 0; step < ours.Steps; step++)
        {
            bool isChecked = step % between == between - 1;
            if (isChecked) checker.Load(ours);
            long started = Stopwatch.GetTimestamp();
            if (!ours.Step()) throw new InvalidOperationException($"Our run diverged after {step} steps.");
            ourTime += Stopwatch.GetElapsedTime(started);
            if (step < early.Length) early[step] = ours.Loss;
            if (!isChecked) continue;
            checker.Step();
            stepDifference = Math.Max(stepDifference, checker.Difference(ours));
        }
        double ourAccuracy = ours.Test().Accuracy;
        checker.Load(ours);
        double transferred = checker.Test();

        using TorchImageTraining other = new(recipe, dataset, threads, channelsLast: true);
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < other.Steps; step++)
        {
            if (step < early.Length) early[step] -= other.StepWithLoss();
            else other.Step();
        }
        TimeSpan otherTime = Stopwatch.GetElapsedTime(start);
        double[] differences = [.. early.Select(loss => Math.Abs(loss))];
        return new(
            recipe.Seed, ourAccuracy, other.Test(), differences, transferred, stepDifference, ourTime, otherTime);
    }
}
