using System.Diagnostics;
using System.Globalization;
using Swish.Activations;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Benchmarks.Sweep;

/// <summary>
/// Measures a sweep of 200 small networks, with evaluation, hashes, log and results, against the time of the training
/// steps alone, and against one process of libtorch per core that trains and tests the same networks.
/// </summary>
internal static class SweepCommand
{
    private const int Seeds = 50;

    // One epoch of the 55,000 images that are not for validation.
    private const int Steps = 430;

    private const string Usage = """
        usage: sweep [REPEATS]   a sweep of 200 small networks, new processes of each side in turn (default 3)
        """;

    /// <returns>0; 3 if libtorch cannot be loaded; 64 for an invalid command line.</returns>
    public static int Run(string[] args) => args switch
    {
        ["ours"] => TrainOurs(),
        ["torch", string part] when int.TryParse(part, CultureInfo.InvariantCulture, out int first) => TrainTorch(first),
        [] => Compare(3),
        [string count] when int.TryParse(count, CultureInfo.InvariantCulture, out int repeats) && repeats > 0 =>
            Compare(repeats),
        _ => Fail(),
    };

    private static int Fail()
    {
        Console.Error.WriteLine(Usage);
        return 64;
    }

    private static TrainingRecipe[] Recipes() =>
    [
        .. from activation in (string[])["ReLU", "Swish"]
           from width in (int[])[64, 128]
           from seed in Enumerable.Range(1, Seeds)
           select new TrainingRecipe
           {
               Activation = ActivationCatalog.Parse(activation),
               HiddenLayers = HiddenLayerList.Uniform(2, width),
               Optimizer = OptimizerKind.Momentum,
               LearningRate = 0.05,
               Initializer = InitializerKind.HeNormal,
               Steps = Steps,
               Seed = seed,
           },
    ];

    private static int TrainOurs()
    {
        string path = Path.GetTempFileName();
        try
        {
            double steps = 0, accuracy = 0;
            TrainingRecipe[] recipes = Recipes();
            using (ResultLog log = ResultLog.Open(path))
                foreach (SweepOutcome outcome in
                    new Sweeps.Sweep(recipes, MnistDataset.LoadShipped(), new() { Log = log }).Run())
                {
                    TrainingResult result = outcome.Result;
                    steps += (double)result.Steps * result.BatchSize / result.SamplesPerSecond;
                    accuracy += result.TestAccuracy / recipes.Length;
                }
            Print(accuracy, steps);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int TrainTorch(int first)
    {
        Dataset dataset = MnistDataset.LoadShipped();
        TrainingRecipe[] recipes = Recipes();
        double accuracy = 0, steps = 0;
        int count = 0;
        for (int i = first; i < recipes.Length; i += Environment.ProcessorCount, count++)
        {
            using TorchTraining training = new(recipes[i], dataset, threads: 1);
            long start = Stopwatch.GetTimestamp();
            for (int step = 0; step < Steps; step++) training.Step();
            steps += Stopwatch.GetElapsedTime(start).TotalSeconds;
            training.Test(dataset.Training, recipes[i].ValidationCount);
            accuracy += training.Test(dataset.Test, dataset.Test.Count);
        }
        Print(accuracy / count, steps);
        return 0;
    }

    private static void Print(double accuracy, double steps) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{accuracy:R} {steps:R}"));

    private static int Compare(int repeats)
    {
        string? noTorch = TorchLibrary.LoadError();
        if (noTorch is not null) Console.Error.WriteLine(noTorch);
        int cores = Environment.ProcessorCount;
        Console.WriteLine($"{Machine.Describe()}\n");
        Console.WriteLine("| side | seconds | of which steps, per core | ratio | mean accuracy |");
        Console.WriteLine("| --- | --: | --: | --: | --: |");
        List<double> ours = [], others = [];
        for (int i = 0; i < repeats; i++)
        {
            ours.Add(Measure("this library", [["ours"]], cores));
            if (noTorch is null)
                others.Add(Measure(
                    $"libtorch, {cores} processes",
                    [.. Enumerable.Range(0, cores).Select(part => (string[])["torch", $"{part}"])], cores));
        }
        if (noTorch is not null) return 3;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nlibtorch's time divided by ours: {Sample.Median(others.Zip(ours, (a, b) => a / b)):0.00}"));
        return 0;
    }

    /// <summary>Runs processes at once, and returns the seconds until the last one has ended.</summary>
    private static double Measure(string title, string[][] commands, int cores)
    {
        long begin = Stopwatch.GetTimestamp();
        Process[] processes = [.. commands.Select(command => ChildProcess.Start(["sweep", .. command]))];
        double accuracy = 0, steps = 0;
        foreach (Process process in processes)
            using (process)
            {
                double[] numbers =
                [
                    .. process.StandardOutput.ReadToEnd().Split()
                        .Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
                ];
                process.WaitForExit();
                if (process.ExitCode != 0 || numbers.Length != 2)
                    throw new InvalidOperationException($"A process of {title} ended with {process.ExitCode}.");
                accuracy += numbers[0] / processes.Length;
                steps += numbers[1] / cores;
            }
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {title} | {seconds:0.00} | {steps:0.00} | {seconds / steps:0.000} | {accuracy:0.0000} |"));
        return seconds;
    }
}
