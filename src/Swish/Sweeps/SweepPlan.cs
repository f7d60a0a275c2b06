using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>Describes what a sweep would do, for -WhatIf. Nothing is trained, and no file is written.</summary>
/// <param name="Summary">The number of runs, and estimates of the duration and the memory.</param>
/// <param name="Runs">One line per run.</param>
public sealed record SweepPlan(string Summary, IReadOnlyList<string> Runs)
{
    /// <summary>Creates the plan of a sweep, with the same checks as the sweep itself.</summary>
    /// <param name="recipes">The recipes, in order.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">The options; the log is ignored.</param>
    /// <param name="logPath">The path of the log, which does not have to exist; null for no log.</param>
    /// <param name="stop">Cancels making the plan of many runs, and reading the log.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="SwishException">
    /// The sweep is not valid (see the constructor of <see cref="Sweep"/>), or the log cannot be read (see
    /// <see cref="ResultLogReader.Read"/>).
    /// </exception>
    public static SweepPlan Make(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions options, string? logPath = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Sweep sweep = new(recipes, dataset, options with { Log = null }, stop);
        HashSet<string> logged = options.Force || logPath is null || !ResultLogFile.Exists(logPath)
            ? []
            : [.. ResultLogReader.Read(logPath, stop: stop).Select(e => e.Result).Where(r => !sweep.Networks.Lacks(r))
                .Select(r => r.RunId)];
        bool[] found = new bool[recipes.Count];
        if (logged.Count > 0)
            foreach (int i in Enumerable.Range(0, found.Length).StopWith(stop))
                found[i] = logged.Contains(sweep.FingerprintOf(i));
        int missing = found.Count(f => !f);
        int concurrency = Math.Max(1, Math.Min(options.ThrottleLimit, missing));
        MachineSpeed speed = MachineSpeed.Measure();
        double seconds = recipes.StopWith(stop).Where((_, i) => !found[i])
                .Sum(r => DurationEstimator.Estimate(r, dataset, sweep.Sizes.Get(r), speed) / Speedup(r))
            / Math.Min(concurrency, Environment.ProcessorCount);
        double bytes = recipes.StopWith(stop).Max(r => RecipeSize.MemoryBytes(r, dataset, sweep.Sizes.Get(r)));
        string summary = Text($"{Count(recipes.Count)} on {dataset.Name}")
            + (missing < recipes.Count ? Text($", {recipes.Count - missing} of them in the log") : "")
            + Text($"; about {FormatDuration(seconds)} with {concurrency} at a time on this machine, ")
            + Text($"and up to {FormatMemory(bytes)} of memory per run.");
        return new(summary, [.. recipes.StopWith(stop).Select((r, i) =>
            Text($"Run {i + 1}: {Sweep.Describe(r)}{(found[i] ? " (in the log)" : "")}"))]);

        // Threads divide the images of a batch, while few of them have work in most fully connected networks.
        double Speedup(TrainingRecipe recipe) => recipe.Network is { NeedsImages: true }
            ? 0.2 + 0.8 * Math.Min(sweep.ThreadsFor(recipe), Math.Max(1, Environment.ProcessorCount / concurrency))
            : 1;
    }

    private static string Count(int runs) => runs == 1 ? "1 run" : Text($"{runs} runs");

    /// <summary>Formats an estimate of a duration, rounded up.</summary>
    internal static string FormatDuration(double seconds) => seconds switch
    {
        < 1 => "a second",
        < 90 => Text($"{Math.Ceiling(seconds)} seconds"),
        < 5400 => Text($"{Math.Ceiling(seconds / 60)} minutes"),
        < 172_800 => Text($"{Math.Ceiling(seconds / 3600)} hours"),
        _ => Text($"{Math.Ceiling(seconds / 86_400)} days"),
    };

    private static string FormatMemory(double bytes) => bytes < 1 << 30
        ? Text($"{Math.Ceiling(bytes / (1 << 20))} MiB")
        : Text($"{bytes / (1 << 30):0.0} GiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
