namespace Swish.Analysis.Comparisons;

/// <summary>
/// Collects the warnings about a whole comparison: which runs it leaves out, what it assumes, and what its verdicts
/// lack.
/// </summary>
internal sealed class ComparisonWarnings
{
    // A share of the examples, which hardly anybody would call a small one.
    private const double LargeMargin = 0.1;

    private readonly List<string> _texts = [];

    // Of two numbers of seeds to add, a user could follow only one.
    private bool _hasNumberOfSeeds;

    /// <summary>Gets the warnings in the order in which they were added.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>
    /// Gets the one of the warnings that says what to do about rows that are unclear; null if there is none.
    /// </summary>
    public string? NextStep { get; private set; }

    /// <summary>Adds warnings of another class.</summary>
    /// <param name="texts">The warnings.</param>
    public void AddRange(IEnumerable<string> texts) => _texts.AddRange(texts);

    /// <summary>Adds the warnings of another comparison of the same runs.</summary>
    /// <param name="other">Its warnings.</param>
    public void AddAll(ComparisonWarnings other)
    {
        _texts.AddRange(other._texts);
        _hasNumberOfSeeds |= other._hasNumberOfSeeds;
    }

    /// <summary>Warns of a margin that was probably meant in another unit.</summary>
    /// <param name="margin">The largest difference that does not matter, in the metric's unit.</param>
    /// <param name="metric">What is compared.</param>
    public void AddOfMargin(double margin, ComparisonMetric metric)
    {
        if (!metric.IsAccuracy || margin <= LargeMargin * metric.PercentScale) return;
        _texts.Add(FormattableString.Invariant(
            $"-Margin {margin} is {100 * margin / metric.PercentScale:0.#} percentage points: smaller differences are ")
            + FormattableString.Invariant($"the Same. One point is {0.01 * metric.PercentScale}."));
    }

    /// <summary>Warns if there are too few pairs for a verdict, with the number of runs that would be enough.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="family">Which rows are tested together.</param>
    public void AddOfPairs(IReadOnlyList<ActivationComparisonRow> rows, ComparisonFamily family)
    {
        int[] pairs =
        [
            .. rows.Where(r => r.Verdict == ComparisonVerdict.Untested && r.Pairs > 0).Select(r => r.Pairs!.Value),
        ];
        string? text = pairs.Length == 0 ? TooManyTests(rows) : TooFewPairs(pairs, TestFamilies.MaxSize(rows, family));
        if (text is null) return;
        _texts.Add(text);
        _hasNumberOfSeeds = true;
    }

    /// <summary>Warns of runs that are left out, and of what is assumed about the runs.</summary>
    /// <param name="left">The number of runs that were stopped or failed.</param>
    /// <param name="table">The runs that are compared.</param>
    /// <param name="metric">What is compared.</param>
    public void AddOfRuns(int left, RunTable table, ComparisonMetric metric)
    {
        if (left > 0)
            _texts.Add(left == 1
                ? "1 run that was stopped or failed is left out."
                : $"{left} runs that were stopped or failed are left out.");
        int diverged = table.AllRuns.Count(r => r.Diverged);
        if (diverged > 0 && !metric.IsAccuracy)
            _texts.Add((diverged == 1 ? "1 run that diverged has" : $"{diverged} runs that diverged have")
                + $" no {metric.Column}: left out of the mean"
                + (metric.MeasuresLearning ? ", counted in the verdict as the worst." : " and of the verdict."));
        if (!metric.DirectionIsKnown)
            _texts.Add($"Whether a high {metric.Column} is good is not known; it is taken to be. If it is not, use "
                + "-LowerIsBetter.");
        string[] activations = [.. table.AllRuns.Select(r => r.Activation).Distinct()];
        if (activations is [string only])
            _texts.Add(
                $"All runs are of {only}, and there is nothing to compare it with; train others with the same seeds.");
    }

    /// <summary>
    /// Warns of verdicts that hold on these test examples only, of conditions in which all runs collapsed, and of rows
    /// that are unclear, unless a number of seeds to add was already named.
    /// </summary>
    /// <param name="rows">All rows, with their verdicts.</param>
    /// <param name="nextStep">What to do about rows that are unclear; null if there are none.</param>
    public void AddOfVerdicts(IReadOnlyList<ActivationComparisonRow> rows, string? nextStep)
    {
        if (NarrowlyDecided(rows) is { } narrow) _texts.Add(narrow);
        if (CollapsedConditions(rows) is { } collapsed) _texts.Add(collapsed);
        if (nextStep is null || _hasNumberOfSeeds) return;
        NextStep = nextStep;
        _texts.Add(nextStep);
    }

    private static string TooFewPairs(int[] pairs, int tests)
    {
        int minPairs = PairedComparison.MinPairs, enough = PairedComparison.MinPairsForSignificance(tests);
        string have = pairs.Min() == pairs.Max()
            ? $"{pairs[0]} {(pairs[0] == 1 ? "pair" : "pairs")}"
            : $"{pairs.Min()} to {pairs.Max()} pairs";
        string more = enough > minPairs ? $", and a difference among {tests} tests needs {enough}" : "";
        return $"{have} per row; a verdict needs {minPairs}{more}: use -Repeat {enough} (runs in a log are kept).";
    }

    // Returns null unless rows are unclear only because of the number of tests, and have too few pairs for them.
    private static string? TooManyTests(IReadOnlyList<ActivationComparisonRow> all)
    {
        ActivationComparisonRow[] rows =
        [
            .. all.Where(r => r.Verdict == ComparisonVerdict.Unclear && r.PValue < PairedComparison.Level
                && r.Pairs < PairedComparison.MinPairsForSignificance(r.Tests ?? 1)),
        ];
        if (rows.Length == 0) return null;
        int tests = rows.Max(r => r.Tests!.Value), enough = PairedComparison.MinPairsForSignificance(tests);
        return $"{(rows.Length == 1 ? "1 row is" : $"{rows.Length} rows are")} Unclear only because {tests} tests are "
            + $"made at once, for which {rows.Min(r => r.Pairs)} pairs per row are few: use -Repeat {enough} (runs in "
            + "a log are kept), or judge each row by itself with -Family None.";
    }

    private static string? NarrowlyDecided(IReadOnlyList<ActivationComparisonRow> rows)
    {
        string[] narrow =
        [
            .. rows.Where(r => r.IsDecided() && r.NewExamplesVerdict == ComparisonVerdict.Unclear)
                .Select(r => $"{r.Activation} ({r.Verdict})").Distinct(),
        ];
        return narrow.Length == 0 ? null
            : $"Decided on these test examples, but Unclear on new ones: {string.Join(", ", narrow)}. More seeds do "
                + "not change that; more test examples may.";
    }

    private static string? CollapsedConditions(IReadOnlyList<ActivationComparisonRow> all)
    {
        bool[] conditions =
        [
            .. all.GroupBy(r => string.Join('\n', r.Condition)).Select(rows => rows.All(r => r.Collapsed == r.Runs)),
        ];
        int lost = conditions.Count(isLost => isLost);
        return lost == 0 ? null
            : (conditions.Length == 1 ? "All runs" : $"All runs of {lost} of {conditions.Length} conditions")
                + " collapsed: they are no better than always predicting the same class, and show nothing about the "
                + "activations. Train longer (-Epoch or -Step), or change -LearningRate.";
    }
}
