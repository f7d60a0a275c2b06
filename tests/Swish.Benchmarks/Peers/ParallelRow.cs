using Swish.Data;
using Swish.Training;

namespace Swish.Benchmarks.Peers;

/// <summary>Two runs at once, a thread each, against the same two runs one after another on one thread.</summary>
internal static class ParallelRow
{
    public const string Name = "parallel";

    private const int StepsAtOnce = 50;

    public static PeerRow Measure(PeersOptions options, Dataset dataset)
    {
        TrainingRecipe recipe = WorkloadList.All[0].Recipe;
        using SwishTraining alone = new(recipe, dataset, threads: 1, skipZeros: null);
        using SwishTraining first = new(recipe, dataset, threads: 1, skipZeros: null);
        using SwishTraining second = new(recipe with { Seed = 2 }, dataset, threads: 1, skipZeros: null);
        using Barrier barrier = new(2);
        bool ended = false;
        Thread beside = new(() =>
        {
            while (true)
            {
                barrier.SignalAndWait();
                if (Volatile.Read(ref ended)) return;
                Steps(second);
                barrier.SignalAndWait();
            }
        });
        beside.Start();
        double[][] seconds = AlternatingWindows.Measure([() => Steps(alone), AtOnce], options.Windows, options.Seconds);
        Volatile.Write(ref ended, true);
        barrier.SignalAndWait();
        beside.Join();

        // Both times are for a step of each run.
        double[] inTurn = [.. seconds[0].Select(s => 2 * s / StepsAtOnce)];
        double[] atOnce = [.. seconds[1].Select(s => s / StepsAtOnce)];
        return PeerRow.Of(
            $"{WorkloadList.All[0].Title}, two runs", "at once", 2, "in turn, one core", inTurn, atOnce, 1.85);

        void AtOnce()
        {
            barrier.SignalAndWait();
            Steps(first);
            barrier.SignalAndWait();
        }
    }

    private static void Steps(SwishTraining training)
    {
        for (int i = 0; i < StepsAtOnce; i++) training.Step();
    }
}
