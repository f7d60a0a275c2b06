using MathNet.Numerics.Statistics;
using Swish.Activations;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Compares activations with baselines, condition by condition, over runs that are paired by their seeds.
/// </summary>
public sealed class ActivationComparison
{
    private readonly List<string> _warnings = [];

    private ActivationComparison(IReadOnlyList<ActivationComparisonRow> rows) => Rows = rows;

    /// <summary>
    /// A row a baseline, condition and activation: conditions in numerical order, the baseline's own row first.
    /// </summary>
    public IReadOnlyList<ActivationComparisonRow> Rows { get; }

    /// <summary>Sentences on what was left out of the whole comparison, and on what had to be assumed.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Compares results.</summary>
    /// <param name="results">The runs, in any order; none gives no rows.</param>
    /// <param name="options">What to compare, and against what.</param>
    /// <exception cref="SwishException">
    /// A column, baseline or metric does not exist (UnknownColumn, BaselineNotFound, UnknownMetric), two runs share
    /// condition, activation and seed (DuplicateRun), a number is none (InvalidNumber), a run has no activation or seed
    /// (MissingColumn), or the margin is negative (InvalidMargin).
    /// </exception>
    public static ActivationComparison Compare(IReadOnlyList<ResultRow> results, ComparisonOptions options)
    {
        if (options.Margin is { } given && !(given >= 0 && double.IsFinite(given)))
            throw new SwishException("InvalidMargin", ErrorKind.InvalidArgument,
                FormattableString.Invariant($"The margin is a size, 0 or more, not {given}."), given);
        if (results.Count == 0) return new([]);

        ComparisonMetric metric = ComparisonMetric.Find(options.Metric, results);
        IReadOnlyList<string> columns = options.GroupBy is null
            ? [.. ConditionColumns.Varying(results).Where(c => c != metric.Column)]
            : ConditionColumns.Named(options.GroupBy, results);
        Condition[] conditions = ConditionColumns.Of(results, columns);

        RunTable table = new();
        int left = 0;
        for (int i = 0; i < results.Count; i++)
        {
            if (ComparedRun.Read(results[i], metric) is not { } run) left++;
            else if (!table.TryAdd(conditions[i], run)) throw Duplicate(i, conditions, run, columns, results);
        }

        double margin = options.Margin ?? (metric.IsAccuracy ? 0.001 : 0);
        ActivationComparison comparison = new(RowsOf(table, BaselinesOf(table, options.Baselines), metric, margin));
        comparison.Warn(left, table, metric);
        return comparison;
    }

    /// <summary>
    /// Counts medians and verdicts over the conditions: a row an activation and baseline, where both ran.
    /// </summary>
    public IReadOnlyList<ActivationComparisonSummary> Summarize() =>
    [
        .. from row in Rows
           where row.Activation != row.Baseline
           let baseline = Rows.FirstOrDefault(r => r.Activation == row.Baseline && r.Baseline == row.Baseline
               && r.Condition.SequenceEqual(row.Condition))
           where row.Median is not null && baseline?.Median is not null
           let order = row.Median!.Value.CompareTo(baseline.Median!.Value)
           group (row, order) by (row.Activation, row.Baseline) into pairs
           select new ActivationComparisonSummary
           {
               Activation = pairs.Key.Activation,
               Baseline = pairs.Key.Baseline,
               Metric = pairs.First().row.Metric,
               Conditions = pairs.Count(),
               MedianHigher = pairs.Count(p => p.order > 0),
               MedianEqual = pairs.Count(p => p.order == 0),
               MedianLower = pairs.Count(p => p.order < 0),
               Better = pairs.Count(p => p.row.Verdict == ComparisonVerdict.Better),
               Same = pairs.Count(p => p.row.Verdict == ComparisonVerdict.Same),
               Worse = pairs.Count(p => p.row.Verdict == ComparisonVerdict.Worse),
               Unclear = pairs.Count(p => p.row.Verdict == ComparisonVerdict.Unclear),
               Untested = pairs.Count(p => p.row.Verdict == ComparisonVerdict.Untested),
           },
    ];

    private static List<ActivationComparisonRow> RowsOf(
        RunTable table, IReadOnlyList<string> baselines, ComparisonMetric metric, double margin)
    {
        List<(ActivationComparisonRow Row, PairedComparison? Test)> rows = [];
        foreach (string baseline in baselines)
            foreach (Condition condition in table.Conditions)
            {
                IReadOnlyList<ComparedRun> others = table.Runs(condition, baseline);
                foreach (string activation in table.Activations.OrderBy(a => a == baseline ? 0 : 1))
                {
                    IReadOnlyList<ComparedRun> runs = table.Runs(condition, activation);
                    if (runs.Count == 0) continue;
                    PairedComparison? test = activation == baseline ? null : new(runs, others);
                    rows.Add((RowOf(condition, activation, baseline, runs, test, metric), test));
                }
            }

        int[] tested = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Test?.RowPValue is not null)];
        double[] adjusted = HolmAdjustment.Adjust([.. tested.Select(i => rows[i].Test!.RowPValue!.Value)]);
        Dictionary<int, double> adjustedOf = tested.Zip(adjusted).ToDictionary(p => p.First, p => p.Second);

        return [.. rows.Select((r, i) => r.Test is { } test ? Judged(r.Row, test, i) : r.Row)];

        ActivationComparisonRow Judged(ActivationComparisonRow row, PairedComparison test, int index)
        {
            double? p = adjustedOf.TryGetValue(index, out double value) ? value : null;
            return row with { AdjustedPValue = p, Verdict = test.Verdict(p, metric.HigherIsBetter, margin) };
        }
    }

    private static ActivationComparisonRow RowOf(Condition condition, string activation, string baseline,
        IReadOnlyList<ComparedRun> runs, PairedComparison? test, ComparisonMetric metric)
    {
        double[] values = [.. runs.Select(r => r.Value).Where(v => !double.IsNaN(v))];
        MeanInterval mean = MeanInterval.Of(values);
        bool any = values.Length > 0;
        string note = any && values.Length < runs.Count
            ? $"{runs.Count - values.Length} of {runs.Count} runs have no {metric.Column} and are left out. "
            : "";
        return new()
        {
            Condition = condition.Columns,
            Activation = activation,
            Baseline = baseline,
            Runs = runs.Count,
            Median = any ? values.Median() : null,
            Mean = any ? mean.Mean : null,
            StandardDeviation = mean.StandardDeviation,
            Minimum = any ? values.Min() : null,
            Maximum = any ? values.Max() : null,
            Lower = mean.Lower,
            Upper = mean.Upper,
            Collapsed = runs.Count(r => r.Collapsed),
            Pairs = test?.Pairs,
            Difference = test?.Pairs > 0 ? test.Difference.Mean : null,
            DifferenceLower = test?.Difference.Lower,
            DifferenceUpper = test?.Difference.Upper,
            PValue = test?.PValue,
            SignTestPValue = test?.SignTestPValue,
            AdjustedPValue = null,
            EffectSize = test?.EffectSize,
            Verdict = null,
            CollapsePValue = test?.CollapsePValue,
            Metric = metric.Column,
            Note = (note + test?.Note(metric.HigherIsBetter)).TrimEnd(),
        };
    }

    private static IReadOnlyList<string> BaselinesOf(RunTable table, IReadOnlyList<string> names)
    {
        if (table.Activations.Count == 0) return [];
        if (names.Count == 0) return [table.Find("ReLU") ?? table.Activations[0]];
        // The catalog knows what an alias such as SiLU stands for; a name that it does not know may be an activation
        // of the user's own, and then only the results know it.
        return [.. names.Select(name => table.Find(name)
            ?? (ActivationCatalog.TryParse(name, out Activation? known) ? table.Find(known.ToString()) : null)
            ?? throw new SwishException("BaselineNotFound", ErrorKind.NotFound,
                $"No run has the activation '{name}' to compare with. There are "
                + $"{string.Join(", ", table.Activations)}.", name))
            .Distinct()];
    }

    private void Warn(int left, RunTable table, ComparisonMetric metric)
    {
        if (left > 0)
            _warnings.Add(left == 1
                ? "1 run that was stopped or failed is left out."
                : $"{left} runs that were stopped or failed are left out.");
        int diverged = table.AllRuns.Count(r => r.Diverged);
        if (diverged > 0 && !metric.IsAccuracy)
            _warnings.Add((diverged == 1 ? "1 run that diverged is" : $"{diverged} runs that diverged are")
                + $" left out, for want of a {metric.Column}; the column Collapsed counts what diverged.");
        if (!metric.DirectionIsKnown)
            _warnings.Add($"Whether a high {metric.Column} is good is not known; it is taken to be.");
        string[] activations = [.. table.AllRuns.Select(r => r.Activation).Distinct()];
        if (activations is [string only])
            _warnings.Add(
                $"All runs are of {only}, and there is nothing to compare it with; train others with the same seeds.");
    }

    private static SwishException Duplicate(
        int index, Condition[] conditions, ComparedRun run, IReadOnlyList<string> columns,
        IReadOnlyList<ResultRow> results)
    {
        ResultRow first = results[Enumerable.Range(0, index).First(i => conditions[i].Equals(conditions[index])
            && results[i].Text("Activation").Equals(run.Activation, StringComparison.OrdinalIgnoreCase)
            && results[i].Text("Seed") == run.Seed)];
        bool isCopy = first.Text("Recipe") == results[index].Text("Recipe");
        string where = conditions[index].ToString() is { Length: > 0 } text ? $" under {text}" : "";
        string[] others = [.. ConditionColumns.Varying(results).Except(columns, StringComparer.OrdinalIgnoreCase)];
        string advice = others.Length > 0
            ? $"{string.Join(", ", others)} also {(others.Length == 1 ? "varies" : "vary")} between the runs: "
                + "add to -GroupBy, or compare fewer runs."
            : isCopy ? "Each run counts once: leave out the copies, or give the runs different seeds."
            : "The recipes differ in what is no column: add one with Select-Object, and name it with -GroupBy.";
        return new("DuplicateRun", ErrorKind.InvalidData,
            $"{run.Activation} with seed {run.Seed}{where} comes twice. {advice}", run.Activation);
    }
}
