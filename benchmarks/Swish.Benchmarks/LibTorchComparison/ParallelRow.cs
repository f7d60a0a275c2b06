using Swish.Data;
using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Measures two parallel runs with one thread each, compared with the same two runs one after the other.
/// </summary>
internal static class ParallelRow
{
    public const string Name = "parallel";

    private const int StepsAtOnce = 50;

    public static LibTorchRow Measure(LibTorchOptions options, Dataset dataset)
    {
        TrainingRecipe recipe = WorkloadList.All[0].Recipe;
        using SwishTraining single = new(recipe, dataset, threads: 1, skipZeros: null);
        using SwishTraining first = new(recipe, dataset, threads: 1, skipZeros: null);
        using SwishTraining second = new(recipe with { Seed = 2 }, dataset, threads: 1, skipZeros: null);
        using Barrier barrier = new(2);
        bool ended = false;
        Thread secondThread = new(() =>
        {
            while (true)
            {
                barrier.SignalAndWait();
                if (Volatile.Read(ref ended)) return;
                Steps(second);
                barrier.SignalAndWait();
            }
        });
        secondThread.Start();
        WindowTimes[] times =
            AlternatingWindows.Measure([() => Steps(single), AtOnce], options.Windows, options.Seconds);
        Volatile.Write(ref ended, true);
        barrier.SignalAndWait();
        secondThread.Join();

        return new LibTorchRow
        {
            Workload = $"{WorkloadList.All[0].Title}, one step of each of two runs",
            Variant = "at once",
            Threads = 2,
            Other = "one after the other",
            MinimumRatio = 1.85,
        }.With(PerStep(times[0], runs: 2), PerStep(times[1], runs: 1));

        void AtOnce()
        {
            barrier.SignalAndWait();
            Steps(first);
            barrier.SignalAndWait();
        }
    }

    /// <summary>Returns the time of one step of both runs.</summary>
    private static WindowTimes PerStep(WindowTimes times, int runs) =>
        times with { Seconds = [.. times.Seconds.Select(s => s * runs / StepsAtOnce)] };

    private static void Steps(SwishTraining training)
    {
        for (int i = 0; i < StepsAtOnce; i++) training.Step();
    }
}
