using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;

namespace Swish.Sweeps;

/// <summary>What a sweep would do, in words; nothing is trained and no file is written.</summary>
/// <param name="Summary">The size of the sweep and an estimate of its time.</param>
/// <param name="Runs">A line a run.</param>
public sealed record SweepPlan(string Summary, IReadOnlyList<string> Runs)
{
    /// <summary>Plans a sweep, with the same checks as the sweep itself.</summary>
    /// <param name="recipes">The runs, in order.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="options">How it is to be done; its log is not used.</param>
    /// <param name="logPath">The log that is to be used, which need not exist; null: none.</param>
    /// <exception cref="SwishException">As the constructor of <see cref="Sweep"/> and
    /// <see cref="ResultLogReader.Read"/>.</exception>
    public static SweepPlan Make(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions options, string? logPath = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Sweep sweep = new(recipes, dataset, options with { Log = null });
        HashSet<string> logged = options.Force || logPath is null || !File.Exists(logPath)
            ? []
            : [.. ResultLogReader.Read(logPath).Select(e => e.Result.RunId)];
        bool[] found = new bool[recipes.Count];
        if (logged.Count > 0)
            for (int i = 0; i < found.Length; i++) found[i] = logged.Contains(sweep.FingerprintOf(i));
        int missing = found.Count(f => !f);
        int atOnce = Math.Max(1, Math.Min(options.ThrottleLimit, missing));
        double seconds = recipes.Where((_, i) => !found[i]).Sum(r => DurationEstimator.Estimate(r, dataset, sweep.Sizes.Get(r)))
            / Math.Min(atOnce, Environment.ProcessorCount);
        string summary = Text($"{Count(recipes.Count)} on {dataset.Name}")
            + (missing < recipes.Count ? Text($", {recipes.Count - missing} of them in the log") : "")
            + Text($"; about {Duration(seconds)} with {atOnce} at once on this machine.");
        return new(summary, [.. recipes.Select((r, i) =>
            Text($"Run {i + 1}: {Sweep.Describe(r)}{(found[i] ? " (in the log)" : "")}"))]);
    }

    private static string Count(int runs) => runs == 1 ? "1 run" : Text($"{runs} runs");

    private static string Duration(double seconds) => seconds switch
    {
        < 1 => "a second",
        < 90 => Text($"{Math.Ceiling(seconds)} seconds"),
        < 5400 => Text($"{Math.Ceiling(seconds / 60)} minutes"),
        < 172_800 => Text($"{Math.Ceiling(seconds / 3600)} hours"),
        _ => Text($"{Math.Ceiling(seconds / 86_400)} days"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
