using System.Diagnostics;
using System.Globalization;
using Swish.Activations;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Recipes;

namespace Swish.Benchmarks.Versions;

/// <summary>Times an older build of the library and this one alternately, in one process.</summary>
internal static class VersionsCommand
{
    private const int Count = 50_000;

    private const string Usage = """
        usage: versions --baseline PATH [--windows N] [--seconds S] [--loss PERCENT] [--only ROW,…]
          --baseline  the older build's Swish.dll
          --windows   windows of each build, in turn (default 15)
          --seconds   how long a window lasts, one step at least (default 0.3)
          --loss      the loss of speed from which the exit code is 1 (default 3)
          --only      some of the rows, by name
        """;

    private static readonly Workload[] Rows =
    [
        .. WorkloadList.All.Where(w => w.Name is "shallow" or "deep" or "deep-2" or "10x1024-32" or "10x1024-512"),
        new(
            "2x64", "2x64, Swish, Adam, batch 128",
            new() { HiddenLayers = HiddenLayerList.Uniform(2, 64), Steps = 1_000_000 }, 1, 0, 0),
    ];

    /// <returns>
    /// 0; 1 if a row is slower than allowed or differs in its weights; 64 for an invalid command line.
    /// </returns>
    public static int Run(string[] args)
    {
        Dictionary<string, string> options = [];
        for (int i = 0; i + 1 < args.Length; i += 2) options[args[i]] = args[i + 1];
        if (args.Length % 2 != 0 || !options.TryGetValue("--baseline", out string? baseline) || !File.Exists(baseline)
            || options.Keys.Except(["--baseline", "--windows", "--seconds", "--loss", "--only"]).Any())
        {
            Console.Error.WriteLine(Usage);
            return 64;
        }
        int windows = (int)Number("--windows", 15);
        double seconds = Number("--seconds", 0.3), loss = Number("--loss", 3);
        string[] only = options.TryGetValue("--only", out string? names) ? names.Split(',') : [];
        LibraryVersion[] versions = [new(baseline), new(Path.Combine(AppContext.BaseDirectory, "Swish.dll"))];
        object[] datasets = [.. versions.Select(version => version.LoadDataset())];

        Console.WriteLine($"{Machine.Describe()}\n");
        Console.WriteLine("| row | threads | old ms | new ms | new/old | quartiles | bits |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --- |");
        bool good = true;
        foreach (Workload row in Rows.Where(row => only.Length == 0 || only.Contains(row.Name)))
        {
            var runs = versions
                .Zip(datasets, (version, data) => version.Start(row.Recipe, data, row.Threads)).ToArray();
            double[][] times = Measure(runs[0].Step, runs[1].Step, windows, seconds);
            bool same = runs[0].Hash() == runs[1].Hash();
            foreach (var run in runs) run.Run.Dispose();
            Write(row.Title, row.Threads, times, same ? "same" : "DIFFERENT");
            good &= same;
        }
        if (only.Length == 0 || only.Contains("activations")) MeasureActivations();
        return good ? 0 : 1;

        void MeasureActivations()
        {
            string[] activations =
                [.. ActivationCatalog.All.Where(info => !info.IsLearnable).Select(info => info.Name)];
            System.Random random = new(1);
            float[] input = [.. Enumerable.Range(0, Count).Select(_ => (float)(8 * random.NextDouble() - 4))];
            float[][] values = [new float[Count], new float[Count]], derivatives = [new float[Count], new float[Count]];
            Action[][] passes =
            [
                .. versions.Select((version, i) => activations.Select(
                    name => version.Evaluation(name, input, values[i], derivatives[i])).ToArray()),
            ];
            double[][] times = Measure(() => RunAll(passes[0]), () => RunAll(passes[1]), windows, seconds);
            bool same = passes[0].Zip(passes[1]).All(pair =>
            {
                pair.First();
                pair.Second();
                return values[0].SequenceEqual(values[1]) && derivatives[0].SequenceEqual(derivatives[1]);
            });
            Write($"{activations.Length} activations, value and derivative, {Count} elements", 1, times,
                same ? "same" : "DIFFERENT");
            good &= same;
        }

        static bool RunAll(Action[] passes)
        {
            foreach (Action pass in passes) pass();
            return true;
        }

        void Write(string title, int threads, double[][] times, string bits)
        {
            double[] ratios = [.. times[0].Zip(times[1], (old, own) => own / old)];
            double ratio = Sample.Median(ratios);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {title} | {threads} | {1e3 * Sample.Median(times[0]):0.000} | "
                + $"{1e3 * Sample.Median(times[1]):0.000} | "
                + $"{ratio:0.000} | {Sample.Quantile(ratios, 0.25):0.000} to "
                + $"{Sample.Quantile(ratios, 0.75):0.000} | {bits} |"));
            good &= ratio <= 1 + loss / 100;
        }

        double Number(string name, double otherwise) => options.TryGetValue(name, out string? text)
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Times both builds for the same number of steps per window; they take turns being first.</summary>
    /// <returns>The seconds per step in each window, of the older build and of this one.</returns>
    private static double[][] Measure(Func<bool> old, Func<bool> own, int windows, double seconds)
    {
        // Warm up until tiered compilation in the background has finished.
        int count = 1;
        double taken = 0;
        for (long start = Stopwatch.GetTimestamp();
            Stopwatch.GetElapsedTime(start).TotalSeconds < 1 || taken < seconds / 2;)
        {
            if (taken < seconds / 2) count = checked(2 * count);
            taken = Time(old, count);
            Time(own, count);
        }
        count = Math.Max(1, (int)(count * seconds / taken));
        double[][] times = [new double[windows], new double[windows]];
        for (int window = 0; window < windows; window++)
            for (int turn = 0; turn < 2; turn++)
            {
                int which = (window + turn) % 2;
                times[which][window] = Time(which == 0 ? old : own, count) / count;
            }
        return times;
    }

    private static double Time(Func<bool> step, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            if (!step()) throw new InvalidOperationException("The run diverged.");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
