using System.Diagnostics;
using System.Globalization;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Data;
using Swish.Recipes;
using Swish.Sweeps;
using TorchSharp;

namespace Swish.Benchmarks.Start;

/// <summary>
/// Measures the time from the start of a process to its first training step, and its peak memory. Both sides read the
/// included MNIST and hold its images as bytes, and both prepare in parallel what they can.
/// </summary>
internal static class StartCommand
{
    private const string FirstStep = "first step";
    private const int Steps = 200;

    /// <returns>0; 3 if libtorch cannot be loaded; 64 for an invalid command line.</returns>
    public static int Run(string[] args) => args switch
    {
        ["ours"] => RunOurs(),
        ["torch"] => RunTorch(),
        [] => Compare(processes: 9),
        [string count] when int.TryParse(count, CultureInfo.InvariantCulture, out int processes) => Compare(processes),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("usage: start [PROCESSES]   start-up time and peak memory, so many processes a side");
        return 64;
    }

    private static int RunOurs()
    {
        // Like Invoke-SwishTraining, compile the code of the run while the images are being decompressed.
        TrainingRecipe recipe = WorkloadList.All[0].Recipe;
        Task<Dataset> reading = Task.Run(MnistDataset.LoadShipped);
        Task.Run(() => JitWarmup.Run(recipe, reading));
        using SwishTraining training = new(recipe, reading.GetAwaiter().GetResult(), 1, skipZeros: null);
        return RunSteps(training);
    }

    private static int RunTorch()
    {
        // Load the library and call its code once while the images are being decompressed.
        Task<Dataset> reading = Task.Run(MnistDataset.LoadShipped);
        using (torch.zeros(1))
        {
        }
        using TorchTraining training = new(WorkloadList.All[0].Recipe, reading.GetAwaiter().GetResult(), 1);
        return RunSteps(training);
    }

    private static int RunSteps(ITraining training)
    {
        training.Step();
        Console.WriteLine(FirstStep);
        for (int step = 1; step < Steps; step++) training.Step();
        Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Compare(int processes)
    {
        if (TorchLibrary.LoadError() is { } whyNot)
        {
            Console.Error.WriteLine(whyNot);
            return 3;
        }
        List<(double Seconds, double Bytes)> ours = [], others = [];
        for (int i = 0; i < processes; i++)
        {
            others.Add(Measure("torch"));
            ours.Add(Measure("ours"));
        }
        Write("start to first step, ms", others.Select(m => 1e3 * m.Seconds), ours.Select(m => 1e3 * m.Seconds));
        Write($"peak memory in {Steps} steps, MB", others.Select(m => m.Bytes / 1e6), ours.Select(m => m.Bytes / 1e6));
        return 0;
    }

    private static void Write(string title, IEnumerable<double> others, IEnumerable<double> ours) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title}: libtorch {Sample.Median(others):F0}, ours {Sample.Median(ours):F0}, "
            + $"ratio {Sample.Median(others.Zip(ours, (a, b) => a / b)):F2}"));

    private static (double Seconds, double Bytes) Measure(string side)
    {
        long begin = Stopwatch.GetTimestamp();
        using Process process = ChildProcess.Start(["start", side]);
        string? line = process.StandardOutput.ReadLine();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line == FirstStep && process.ExitCode == 0
            ? (seconds, double.Parse(rest, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process for {side} ended with {process.ExitCode}.");
    }
}
