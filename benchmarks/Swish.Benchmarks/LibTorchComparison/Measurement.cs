using Swish.Data;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Measures the requested rows, one workload after another.</summary>
internal sealed class Measurement(LibTorchOptions options, Dataset dataset, bool torch)
{
    public List<LibTorchRow> Rows { get; } = [];

    /// <summary>Gets whether both sides learned the same, by workload.</summary>
    public Dictionary<string, LearningCheck> Checks { get; } = [];

    public void Run()
    {
        foreach (Workload workload in WorkloadList.All.Where(w => options.Wants(w.Name)))
        {
            if (torch && options.Check && workload.CheckSteps > 0) Check(workload);
            Time(workload);
        }
        if (options.Names(GrowthList.Name))
            foreach (Workload workload in GrowthList.All) TimeGrowth(workload);
        if (options.Wants(ActivationRows.Name)) Rows.AddRange(ActivationRows.Measure(options, torch));
        ImageRows.Measure(this, options, dataset, torch);
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
        Action[] alternatives = other is null
            ? [skipping.Step, dense.Step]
            : [skipping.Step, other.Step, dense.Step];
        WindowTimes[] times = AlternatingWindows.Measure(alternatives, options.Windows, options.Seconds);
        WindowTimes? others = other is null ? null : times[1];
        Rows.Add(Row(workload, skipZeros: true).With(others, times[0]));
        Rows.Add((Row(workload, skipZeros: false) with { MinimumRatio = null }).With(others, times[^1]));
    }

    private LibTorchRow Row(Workload workload, bool skipZeros) => new()
    {
        Workload = workload.Title,
        Variant = skipZeros ? "zeros skipped" : "dense",
        Threads = workload.Threads,
        MinimumRatio = workload.MinimumRatio,
        LowerBoundMilliseconds =
            ArithmeticLowerBound.Milliseconds(workload.Recipe, dataset, workload.Threads, skipZeros),
    };

    /// <summary>Measures the time with the default options of training, without a required ratio.</summary>
    private void TimeGrowth(Workload workload)
    {
        using SwishTraining ours = new(workload.Recipe, dataset, workload.Threads, skipZeros: true);
        using TorchTraining? other = torch ? new(workload.Recipe, dataset, workload.Threads) : null;
        Action[] alternatives = other is null ? [ours.Step] : [ours.Step, other.Step];
        WindowTimes[] times = AlternatingWindows.Measure(alternatives, options.Windows, options.Seconds / 2);
        LibTorchRow row = Row(workload, skipZeros: true) with { MinimumRatio = null };
        Rows.Add(row.With(other is null ? null : times[1], times[0]));
    }
}
