namespace Swish.Analysis.Comparisons;

/// <summary>Writes the notes of a comparison row.</summary>
internal sealed class RowNote
{
    /// <summary>The note on verdicts that only hold for the test examples of the runs.</summary>
    public const string WithoutCorrectness =
        "The verdict is for these test examples: the results lack the correctness of each example.";

    private readonly ComparisonMetric _metric;
    private readonly SettingGuard _guard;
    private readonly double _margin;

    public RowNote(ComparisonMetric metric, SettingGuard guard, double margin)
    {
        _metric = metric;
        _guard = guard;
        _margin = margin;
    }

    /// <summary>Returns the notes on the runs of a row that do not depend on the baseline.</summary>
    public string OfRuns(IReadOnlyList<ComparedRun> runs)
    {
        List<string> notes = [];
        int without = runs.Count(r => double.IsNaN(r.Value));
        if (without > 0)
            notes.Add(without == runs.Count
                ? $"No run has a {_metric.Column}."
                : $"{without} of {runs.Count} runs have no {_metric.Column} and are left out.");
        if (_metric.PercentScale > 1)
            notes.Add(Invariant($"{_metric.Column} is in percent, and so is the margin of {_margin}."));
        if (runs.Any(r => r.HasComma))
            notes.Add($"{_metric.Column} has decimal commas, which the current culture does not write: "
                + "'0,97' was read as 0.97.");
        if (!_metric.MeasuresLearning) return string.Join(' ', notes);
        CollapseEvidence weakest = runs.Max(r => r.Evidence);
        if (weakest == CollapseEvidence.AssumedMnist)
            notes.Add("The results do not name a data set; which runs collapsed was judged as on MNIST.");
        if (weakest == CollapseEvidence.Loss)
            notes.Add("Which runs collapsed was judged by the loss, as the results lack TestAccuracy, or "
                + "ChanceAccuracy and TestCount.");
        if (weakest == CollapseEvidence.None)
            notes.Add("Whether runs collapsed was not tested: the results lack TestAccuracy, or the data set's "
                + "ChanceAccuracy, TestCount and Classes.");
        return string.Join(' ', notes);
    }

    /// <summary>Returns the notes on a comparison that do not depend on p-values.</summary>
    public string OfPairs(
        PairedComparison test, string activation, IReadOnlyList<ComparedRun> runs,
        string baseline, IReadOnlyList<ComparedRun> others)
    {
        List<string> notes = [];
        if (others.Count == 0)
            notes.Add($"{baseline} has no run under this condition.");
        else if (test.Pairs + test.WithoutValue == 0)
            notes.Add(
                $"No seed in common: {activation} has {DescribeSeeds(runs)}, {baseline} {DescribeSeeds(others)}.");
        if (test.AlsoDiffers is ["Setting"])
            notes.Add("The runs also differ in settings that are not among the columns, so that the difference may not "
                + "be due to the activation.");
        else if (test.AlsoDiffers.Count > 0)
            notes.Add($"The runs also differ in {string.Join(", ", test.AlsoDiffers)}, so that the difference may not "
                + "be due to the activation: group by it, or allow it with -AllowDifference.");
        if (!test.SeedsAreWrittenAlike)
            notes.Add("Seeds are written in different ways, such as 1 and 1.0, and were paired as numbers.");
        if (test.WithoutValue > 0)
            notes.Add($"{Count(test.WithoutValue, "pair lacks", "pairs lack")} a {_metric.Column}.");
        if (test.CollapsedPairs > 0)
            notes.Add($"{test.CollapsedPairs} of {test.Pairs} pairs have a collapsed run ({activation} "
                + $"{test.Collapsed}, {baseline} {test.BaselineCollapsed}): the verdict counts these pairs, and "
                + "SurvivorDifference is over the others.");
        if (test.Infinite > 0)
            notes.Add($"{Count(test.Infinite, "pair has", "pairs have")} an infinite {_metric.Column}: the verdict "
                + "uses only ranks.");
        if (test.Pairs > 0 && _guard.Unchecked.Count > 0)
            notes.Add("Without a column Setting it was not checked that the runs share "
                + $"{JoinShortened(_guard.Unchecked)}.");
        return string.Join(' ', notes);
    }

    /// <summary>Returns the notes that explain a verdict.</summary>
    public string OfVerdict(
        ComparisonVerdict verdict, PairedComparison test, double? adjusted, int tests, int? seedsNeeded)
    {
        switch (verdict)
        {
            case ComparisonVerdict.Untested when test.Pairs > 0:
                return $"{Count(test.Pairs, "pair", "pairs")}; a verdict needs {PairedComparison.MinPairs}.";
            case ComparisonVerdict.Same when adjusted < PairedComparison.Level:
                return Invariant($"The difference is real, but within the margin of {_margin}.");
            case ComparisonVerdict.Unclear:
                int minPairs = PairedComparison.MinPairsForSignificance(tests);
                if (test.Pairs < minPairs)
                    return $"In {tests} tests {test.Pairs} pairs may not show even a difference in every pair: that "
                        + $"needs {minPairs} pairs.";
                int? asSeen = test.SeedsNeededAsSeen(tests);
                string[] needs =
                [
                    .. _margin > 0 && seedsNeeded > test.Pairs
                        ? [Invariant($"a difference of {_margin} needs {seedsNeeded} seeds")]
                        : Array.Empty<string>(),
                    .. asSeen > test.Pairs
                        ? [Invariant($"one as large as observed needs {asSeen} seeds")]
                        : Array.Empty<string>(),
                ];
                return needs.Length == 0 ? "" : $"With a power of 80 %, {string.Join(", ", needs)}.";
            default:
                return "";
        }
    }

    /// <summary>Returns the notes on whether a verdict holds for new test examples.</summary>
    public static string OfScope(
        PairedComparison test, ComparisonVerdict verdict, ComparisonVerdict? newVerdict, double? exampleError)
    {
        if (verdict is ComparisonVerdict.Untested or ComparisonVerdict.NotComparable) return "";
        if (newVerdict == ComparisonVerdict.Unclear && verdict != newVerdict)
            return Invariant($"The verdict {verdict} holds for these test examples; the choice of the examples adds a ")
                + Invariant($"standard error of {exampleError:G2}, which more seeds do not reduce.");
        return test.Correctness switch
        {
            CorrectnessKind.Unknown => WithoutCorrectness,
            CorrectnessKind.OtherExamples => "Each split has test examples of its own, so there is no other verdict for "
                + "new ones.",
            _ => "",
        };
    }

    private static string DescribeSeeds(IReadOnlyList<ComparedRun> runs) =>
        runs.Count == 1 ? $"seed {runs[0].SeedText}"
        : runs.Count <= 3 ? $"seeds {string.Join(", ", runs.Select(r => r.SeedText))}"
        : $"{runs.Count} seeds from {runs[0].SeedText} to {runs[^1].SeedText}";

    private static string JoinShortened(IReadOnlyList<string> names) =>
        names.Count <= 4
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} other settings";

    private static string Count(int count, string one, string several) => $"{count} {(count == 1 ? one : several)}";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
