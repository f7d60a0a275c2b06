using MathNet.Numerics.Statistics;
using Swish.Activations;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Compares activations with baselines, condition by condition, over runs that are paired by their seeds.
/// </summary>
public sealed class ActivationComparison
{
    private readonly ComparisonWarnings _warnings = new();
    private readonly IReadOnlyList<PairedComparison?> _tests;
    private readonly double _margin;
    private readonly bool _higherIsBetter;

    private ActivationComparison(
        IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> rows, double margin, bool higherIsBetter)
    {
        (_margin, _higherIsBetter) = (margin, higherIsBetter);
        Rows = [.. rows.Select(r => r.Row)];
        _tests = [.. rows.Select(r => r.Test)];
    }

    /// <summary>
    /// Gets the rows: one per baseline, condition and activation, by condition in numerical order, each beginning with
    /// the baseline's own row.
    /// </summary>
    public IReadOnlyList<ActivationComparisonRow> Rows { get; }

    /// <summary>Gets the warnings about the whole comparison: which runs it leaves out, and what it assumes.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Texts;

    /// <summary>
    /// Gets the one of the warnings that says what to do about rows that are unclear; null if there is none.
    /// </summary>
    public string? NextStep => _warnings.NextStep;

    /// <summary>Compares the activations of results with their baselines.</summary>
    /// <param name="results">The runs, in any order; may be empty.</param>
    /// <param name="options">The metric, the baselines and the conditions.</param>
    /// <returns>The comparison; without rows if there are no results.</returns>
    /// <exception cref="SwishException">
    /// A column, baseline or metric does not exist (UnknownColumn, BaselineNotFound, UnknownMetric), a column to group
    /// by or to choose from is not a setting (InvalidGroupBy, InvalidAtBest) or is both (ContradictingParameters), two
    /// runs share condition, activation and seed (DuplicateRun), a text in a numeric column is not a number
    /// (InvalidNumber), a run has no activation or seed (MissingColumn), or the margin is negative (InvalidMargin).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static ActivationComparison Compare(IReadOnlyList<ResultRow> results, ComparisonOptions options)
    {
        SequentialComparison? looks = SequentialComparison.Of(results);
        if (looks is null)
        {
            ActivationComparison once = CompareOnce(results, options);
            UnclearRows unclear = new(once.Rows, once._tests, once._margin);
            once._warnings.AddOfVerdicts(once.Rows, unclear.AfterRepeat());
            return once;
        }
        ActivationComparison? all = null;
        foreach ((IReadOnlyList<ResultRow> until, double level) in looks.Stages())
        {
            all = CompareOnce(until, options with { Level = level });
            looks.Add(all.Rows, all._tests);
        }
        return all!.With(looks);
    }

    private static ActivationComparison CompareOnce(IReadOnlyList<ResultRow> results, ComparisonOptions options)
    {
        if (options.Margin is { } given && !(given >= 0 && double.IsFinite(given)))
            throw new SwishException("InvalidMargin", ErrorKind.InvalidArgument,
                FormattableString.Invariant($"The margin is a size, 0 or more, not {given}."), given);
        if (results.Count == 0) return new([], 0, true);

        int left = results.Count(ComparedRun.IsStoppedOrFailed);
        ActivationNames names = new(results);
        results = [.. results.Select(names.Rename)];
        ComparisonMetric metric = ComparisonMetric.Find(options.Metric, results, options.LowerIsBetter);
        BestSettings? best = options.AtBest.Count > 0 ? BestSettings.Choose(results, options, metric) : null;
        if (best is not null)
        {
            results = best.Runs;
            options = options with { AllowDifference = [.. options.AllowDifference, .. best.Columns] };
        }
        IReadOnlyList<string> columns = options.GroupBy is null
            ? ConditionColumns.Automatic(results, metric.Column, options.AllowDifference)
            : ConditionColumns.Grouping(options.GroupBy, results, metric.Column);
        SettingGuard guard = new(results, columns, options.AllowDifference);
        Condition[] conditions = ConditionColumns.Of(results, columns);
        string[] settings =
        [
            .. ConditionColumns.Known.Where(c => results.Any(r => r.Has(c)))
                .Except(columns.Append(metric.Column), StringComparer.OrdinalIgnoreCase),
        ];

        RunTable table = new();
        CollapseRule rule = new(results);
        for (int i = 0; i < results.Count; i++)
            if (ComparedRun.Read(results[i], metric, rule) is { } run && !table.TryAdd(conditions[i], run))
                throw Duplicate(i, conditions, run, columns, results);

        double margin = options.Margin ?? (metric.IsAccuracy ? 0.001 * metric.PercentScale : 0);
        RowNote note = new(metric, guard, margin);
        List<(ActivationComparisonRow Row, PairedComparison? Test)> rows = [];
        foreach (string baseline in BaselinesOf(table, options.Baselines, names))
            foreach (Condition condition in table.Conditions)
            {
                IReadOnlyList<ComparedRun> others = table.Runs(condition, baseline);
                foreach (string activation in table.Activations.OrderBy(a => a == baseline ? 0 : 1))
                {
                    options.Stop.ThrowIfCancellationRequested();
                    IReadOnlyList<ComparedRun> runs = table.Runs(condition, activation);
                    if (runs.Count == 0) continue;
                    PairedComparison? test =
                        activation == baseline ? null : new(runs, others, metric, margin, guard, options.Stop);
                    string text = test is null
                        ? note.OfRuns(runs)
                        : Sentences(note.OfPairs(test, activation, runs, baseline, others), note.OfRuns(runs));
                    ActivationComparisonRow row = RowOf(condition, activation, baseline, runs, test, metric) with
                    {
                        Settings = ConditionColumns.Shared(runs.Select(r => r.Row), settings),
                        AtBest = string.Join(", ", best?.Columns ?? []),
                        Note = text,
                    };
                    rows.Add((row, test));
                }
            }

        ActivationComparison comparison =
            new(TestFamilies.Classify(rows, options.Family, note, options.Level), margin, metric.HigherIsBetter);
        ComparisonWarnings warnings = comparison._warnings;
        warnings.AddRange(best?.Warnings ?? []);
        warnings.AddOfMargin(margin, metric);
        warnings.AddOfPairs(comparison.Rows, options.Family);
        warnings.AddOfRuns(left, table, metric);
        return comparison;
    }

    /// <summary>
    /// Returns which of the results more seeds could still decide: those of activations, and of their baselines, in
    /// rows without a verdict.
    /// </summary>
    /// <param name="results">The results that were compared.</param>
    /// <returns>The indices of the results, ascending.</returns>
    public IReadOnlyList<int> FindUndecided(IReadOnlyList<ResultRow> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ActivationNames names = new(results);
        ResultRow[] renamed = [.. results.Select(names.Rename)];
        ActivationComparisonRow[] open =
            [.. Rows.Where(r => r.Activation != r.Baseline && !r.IsDecided())];
        // Runs that ended early are in conditions that their own columns do not show.
        Condition[] conditions = ConditionColumns.Of(
            renamed, [.. open.Take(1).SelectMany(row => row.Condition).Select(c => c.Key)]);
        return [.. Enumerable.Range(0, results.Count).Where(i => open.Any(row => IsOf(row, i)))];

        bool IsOf(ActivationComparisonRow row, int i) =>
            (renamed[i].Text("Activation") is var name && (name == row.Activation || name == row.Baseline))
            && row.Condition.All(c => ConditionValue.Text(conditions[i][c.Key]) == ConditionValue.Text(c.Value));
    }

    /// <summary>Returns a copy with each row as it was at the look that decided it.</summary>
    private ActivationComparison With(SequentialComparison looks)
    {
        ActivationComparison copy = new(looks.Decided(Rows, _tests), _margin, _higherIsBetter);
        copy._warnings.AddRange(looks.Warnings);
        copy._warnings.AddAll(_warnings);
        copy._warnings.AddOfVerdicts(copy.Rows, looks.IsFinished
            ? new UnclearRows(copy.Rows, copy._tests, _margin).AfterLastLook()
            : UnclearRows.BeforeLastLook(copy.Rows));
        return copy;
    }

    /// <summary>
    /// Counts medians and verdicts over all conditions, ranks the activations, and pools the differences.
    /// </summary>
    /// <returns>One row per activation and baseline that have runs under a common condition.</returns>
    public IReadOnlyList<ActivationComparisonSummary> Summarize() =>
        ComparisonSummaries.Of(Rows, _tests, _margin, _higherIsBetter);

    private static string Sentences(params string[] parts) => string.Join(' ', parts.Where(p => p.Length > 0));

    private static ActivationComparisonRow RowOf(Condition condition, string activation, string baseline,
        IReadOnlyList<ComparedRun> runs, PairedComparison? test, ComparisonMetric metric)
    {
        double[] values = [.. runs.Select(r => r.Value).Where(v => !double.IsNaN(v))];
        MeanInterval mean = MeanInterval.Of(values);
        bool any = values.Length > 0, finite = values.All(double.IsFinite);
        ActivationComparisonRow row = new()
        {
            Condition = condition.Columns,
            Settings = [],
            AtBest = "",
            Activation = activation,
            Baseline = baseline,
            Runs = runs.Count,
            Median = any ? values.Median() : null,
            Mean = any ? mean.Mean : null,
            StandardDeviation = finite ? mean.StandardDeviation : null,
            Minimum = any ? values.Min() : null,
            Maximum = any ? values.Max() : null,
            Lower = finite ? mean.Lower : null,
            Upper = finite ? mean.Upper : null,
            Collapsed = runs.Count(r => r.Collapsed),
            Formula = runs.Select(r => r.Row.Text("Formula")).FirstOrDefault(f => f.Length > 0),
            Metric = metric.Column,
            Note = "",
            RankValue = RankValueOf(runs, metric),
        };
        if (test is null) return row;
        bool isTested = test.PValue is not null;
        (double Lower, double Upper)? next =
            test.TTestPValue is null ? null : test.Survivors.OfNext(test.Pairs);
        ShareInterval? won = test.Won;
        CrossedEffects? effects = test.NewExamples?.Effects;
        // What is true of new examples is true of these, so the interval is never the narrower one.
        double? half = effects is { } crossed
            ? Math.Max(
                crossed.HalfWidth(PairedComparison.Level), (test.Survivors.Upper - test.Survivors.Lower) / 2 ?? 0)
            : null;
        bool survivorsHaveInterval = test.SurvivorPairs >= PairedComparison.MinPairs;
        return row with
        {
            Pairs = test.Pairs,
            Difference = test.AllSurvive ? test.Survivors.Mean : null,
            DifferenceLower = test.TTestPValue is null ? null : test.Survivors.Lower,
            DifferenceUpper = test.TTestPValue is null ? null : test.Survivors.Upper,
            NextPairLower = next?.Lower,
            NextPairUpper = next?.Upper,
            PValue = test.PValue,
            TTestPValue = test.TTestPValue,
            SignedRankPValue = test.SignedRankPValue,
            SignTestPValue = test.SignTestPValue,
            SamePValue = test.SamePValue,
            NewExamplesLower = effects?.Mean - half,
            NewExamplesUpper = effects?.Mean + half,
            NewExamplesFreedom = effects?.Freedom,
            NewExamplesPValue = test.NewExamples?.PValue,
            NewExamplesSamePValue = test.NewExamples?.SamePValue,
            ExampleError = test.NewExamples?.ExampleError,
            EffectSize = test.EffectSize,
            ProbabilityBetter = test.Probabilities?.Better,
            ProbabilitySame = test.Probabilities?.Same,
            ProbabilityWorse = test.Probabilities?.Worse,
            PairsWon = won?.Share,
            PairsWonLower = isTested ? won?.Lower : null,
            PairsWonUpper = isTested ? won?.Upper : null,
            PairCorrelation = isTested ? test.Correlation : null,
            SurvivorPairs = test.SurvivorPairs,
            SurvivorDifference = test.SurvivorPairs > 0 ? test.Survivors.Mean : null,
            SurvivorLower = survivorsHaveInterval ? test.Survivors.Lower : null,
            SurvivorUpper = survivorsHaveInterval ? test.Survivors.Upper : null,
            AlsoDiffers = string.Join(", ", test.AlsoDiffers),
        };
    }

    private static double? RankValueOf(IReadOnlyList<ComparedRun> runs, ComparisonMetric metric)
    {
        double[] values =
        [
            .. runs.Where(r => (metric.MeasuresLearning && r.Collapsed) || !double.IsNaN(r.Value))
                .Select(r => metric.MeasuresLearning && r.Collapsed ? double.NegativeInfinity
                    : metric.HigherIsBetter ? r.Value : -r.Value).Order(),
        ];
        if (values.Length == 0) return null;
        double lower = values[(values.Length - 1) / 2], upper = values[values.Length / 2];
        return lower == upper ? lower : (lower + upper) / 2;
    }

    private static IReadOnlyList<string> BaselinesOf(
        RunTable table, IReadOnlyList<string> baselines, ActivationNames names)
    {
        if (table.Activations.Count == 0) return [];
        if (baselines.Count == 0) return [table.Find("ReLU") ?? Simplest(table.Activations)];
        return [.. baselines.Select(name => (names.Find(name) is { } found ? table.Find(found) : null)
            ?? throw new SwishException("BaselineNotFound", ErrorKind.NotFound,
                $"No run has the activation '{name}' to compare with. There are "
                + $"{string.Join(", ", table.Activations)}.", name))
            .Distinct()];
    }

    /// <summary>
    /// Returns the first activation in the order of the catalog, or else of the names: the lines of a log are in the order in
    /// which runs ended, which must not decide with what they are compared. Networks without a nonlinear function are compared
    /// with others, and not others with them.
    /// </summary>
    private static string Simplest(IReadOnlyList<string> activations)
    {
        const string Linear = "Identity";
        List<string> known = [.. ActivationCatalog.All.Select(info => info.Name)];
        return activations.OrderBy(name => name == Linear).ThenBy(Place).ThenBy(name => name, StringComparer.OrdinalIgnoreCase).First();

        // The name is followed by parameters, if there are any.
        int Place(string activation) =>
            known.IndexOf(activation.Split('(', 2)[0]) is int index and >= 0 ? index : known.Count;
    }

    private static SwishException Duplicate(
        int index, Condition[] conditions, ComparedRun run, IReadOnlyList<string> columns,
        IReadOnlyList<ResultRow> results)
    {
        ResultRow first = results[Enumerable.Range(0, index).First(i => conditions[i].Equals(conditions[index])
            && results[i].Text("Activation").Equals(run.Activation, StringComparison.OrdinalIgnoreCase)
            && ComparedRun.SeedKey(results[i]) == run.Seed)];
        bool isCopy = RunId(first) == RunId(results[index]);
        string where = conditions[index].ToString() is { Length: > 0 } text ? $" under {text}" : "";
        string[] others = [.. ConditionColumns.Varying(results).Except(columns, StringComparer.OrdinalIgnoreCase)];
        string advice = others.Length > 0
            ? $"{string.Join(", ", others)} also {(others.Length == 1 ? "varies" : "vary")} between the runs: "
                + "add to -GroupBy, or compare fewer runs."
            : isCopy ? "Each run counts once: leave out the copies, or give the runs different seeds."
            : "The recipes differ in what is no column: add one with Select-Object, and name it with -GroupBy.";
        return new("DuplicateRun", ErrorKind.InvalidData,
            $"{run.Activation} with seed {run.SeedText}{where} comes twice. {advice}", run.Activation);

        // Results of earlier versions call this column Recipe.
        static string RunId(ResultRow row) => row.Has("RunId") ? row.Text("RunId") : row.Text("Recipe");
    }
}
