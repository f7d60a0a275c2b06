using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>Says what to do about the rows of a comparison that are unclear.</summary>
internal sealed class UnclearRows
{
    /// <summary>The maximum number of seeds that is worth proposing.</summary>
    public const int MaxSeeds = 1000;

    private readonly (ActivationComparisonRow Row, int Seeds, bool IsMargin)[] _rows;
    private readonly double _margin;

    /// <summary>Reads the rows of which it is known how many seeds they need.</summary>
    /// <param name="rows">All rows of a comparison.</param>
    /// <param name="tests">Their tests; null for the baseline's own row.</param>
    /// <param name="margin">The largest difference that does not matter.</param>
    public UnclearRows(
        IReadOnlyList<ActivationComparisonRow> rows, IReadOnlyList<PairedComparison?> tests, double margin)
    {
        _margin = margin;
        _rows =
        [
            .. from i in Enumerable.Range(0, rows.Count)
               where rows[i].Verdict == ComparisonVerdict.Unclear
               let target = Target(rows[i], tests[i]!, margin)
               where target is not null
               select (rows[i], target.Value.Seeds, target.Value.IsMargin),
        ];
    }

    /// <summary>Returns what to do after a sweep with a fixed number of seeds; null if nothing is known.</summary>
    public string? AfterRepeat() => Advice(
        // Adding seeds to what was looked at, and looking again, would raise the error rate.
        seeds => $"Plan them with -Repeat {seeds} or -Until Decided");

    /// <summary>Returns what to do after the last look of a plan; null if nothing is known.</summary>
    public string? AfterLastLook() => Advice(
        seeds => $"Plan more with -MaximumRepeat {seeds}",
        " Runs in a log are kept, but to look once more raises the error rate.");

    /// <summary>Returns what to do before the last look of a plan; null if no row is unclear.</summary>
    /// <param name="rows">All rows.</param>
    public static string? BeforeLastLook(IReadOnlyList<ActivationComparisonRow> rows)
    {
        ActivationComparisonRow[] open = [.. rows.Where(r => r.Verdict == ComparisonVerdict.Unclear)];
        return open.Length == 0 ? null
            : $"{Count(open.Length)} Unclear after look {open[0].Look}: the sweep is not finished. The same command with "
                + "its -ResultPath continues it.";
    }

    /// <summary>
    /// Returns the number of seeds that a row needs: for the margin, or for the difference as observed if it is larger.
    /// What the row already has is not what it needs.
    /// </summary>
    private static (int Seeds, bool IsMargin)? Target(ActivationComparisonRow row, PairedComparison test, double margin)
    {
        int? observed = test.SeedsNeededAsSeen(row.Tests ?? 1);
        (int? Seeds, bool IsMargin)[] targets = [(observed, false), (margin > 0 ? row.SeedsNeeded : null, true)];
        if (Math.Abs(row.Difference ?? 0) <= margin) Array.Reverse(targets);
        foreach ((int? seeds, bool isMargin) in targets)
            if (seeds > row.Pairs) return (seeds.Value, isMargin);
        return null;
    }

    private string? Advice(Func<int, string> add, string log = "")
    {
        if (_rows.Length == 0) return null;
        int min = _rows.Min(r => r.Seeds), max = _rows.Max(r => r.Seeds);
        string target = _rows.All(r => r.IsMargin) ? Invariant($"a difference of {_margin} takes")
            : _rows.Any(r => r.IsMargin) ? Invariant($"differences as observed, or of {_margin}, take")
            : "a difference as observed takes";
        string range = min == max ? $"{min}" : $"{min} to {max}";
        string claim = $"{Count(_rows.Length)} Unclear: {target} {range} seeds.";
        int[] practical = [.. _rows.Select(r => r.Seeds).Where(s => s <= MaxSeeds)];
        if (practical.Length == 0)
        {
            ActivationComparisonRow widest = _rows.MaxBy(r => r.Row.Detectable).Row;
            return Invariant($"{claim} {widest.Pairs} pairs detect {widest.Detectable:G2}; if no smaller difference ")
                + "matters to you, say so with -Margin.";
        }
        string enough = practical.Length < _rows.Length ? $", enough for {practical.Length} of them" : "";
        return $"{claim} {add(practical.Max())}{enough}.{log}{ForNewExamples()}";
    }

    /// <summary>
    /// Returns the smallest difference that can be detected on new examples, if it is larger than what the seeds are
    /// for.
    /// </summary>
    private string ForNewExamples()
    {
        double[] limits =
        [
            .. from r in _rows
               where r.Row.NewExamplesVerdict is not null
               let limit = r.Row.ExampleError * (Quantile(1 - (PairedComparison.Level / (r.Row.Tests ?? 1) / 2))
                   + Quantile(PairedPower.RequiredPower))
               where limit > (r.IsMargin ? _margin : Math.Abs(r.Row.Difference ?? 0))
               select limit.Value,
        ];
        return limits.Length == 0 ? ""
            : Invariant($" On new test examples, no number of seeds detects less than {limits.Max():G2}.");
    }

    private static double Quantile(double probability) => Normal.InvCDF(0, 1, probability);

    private static string Count(int rows) => rows == 1 ? "1 row is" : $"{rows} rows are";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
