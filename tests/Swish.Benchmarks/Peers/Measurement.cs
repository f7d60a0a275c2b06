using Swish.Data;

namespace Swish.Benchmarks.Peers;

/// <summary>Does the rows that were asked for, one workload after another.</summary>
internal sealed class Measurement(PeersOptions options, Dataset dataset, bool torch)
{
    public const string Torch = "libtorch";

    public List<PeerRow> Rows { get; } = [];

    /// <summary>Whether both sides learned the same, by workload.</summary>
    public Dictionary<string, LearningCheck> Checks { get; } = [];

    public void Run()
    {
        foreach (Workload workload in WorkloadList.All.Where(w => options.Wants(w.Name)))
        {
            if (torch && options.Check && workload.CheckSteps > 0) Check(workload);
            Time(workload);
        }
        if (options.Wants(ActivationRows.Name)) Rows.AddRange(ActivationRows.Measure(options, torch));
        if (options.Wants(ParallelRow.Name)) Rows.Add(ParallelRow.Measure(options, dataset));
    }

    private void Check(Workload workload)
    {
        using TorchTraining other = new(workload.Recipe, dataset, workload.Threads);
        using SwishTraining ours = new(workload.Recipe, dataset, workload.Threads, skipZeros: null);
        LearningCheck check = LearningCheck.Run(other, ours, workload.CheckSteps);
        Checks[workload.Name] = check;
        Console.Error.WriteLine($"{workload.Title}: {check}");
    }

    private void Time(Workload workload)
    {
        using SwishTraining skipping = new(workload.Recipe, dataset, workload.Threads, skipZeros: true);
        using SwishTraining dense = new(workload.Recipe, dataset, workload.Threads, skipZeros: false);
        using TorchTraining? other = torch ? new(workload.Recipe, dataset, workload.Threads) : null;
        Action[] contenders = other is null
            ? [skipping.Step, dense.Step]
            : [skipping.Step, other.Step, dense.Step];
        double[][] seconds = AlternatingWindows.Measure(contenders, options.Windows, options.Seconds);
        double[]? others = other is null ? null : seconds[1];
        Rows.Add(PeerRow.Of(
            workload.Title, "zeros skipped", workload.Threads, Torch, others, seconds[0], workload.Least));
        Rows.Add(PeerRow.Of(workload.Title, "dense", workload.Threads, Torch, others, seconds[^1], least: null));
    }
}
