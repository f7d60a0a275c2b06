namespace Swish.Analysis.Comparisons;

/// <summary>Adjusts the p-values of a comparison within families of tests, and determines the verdicts.</summary>
internal static class TestFamilies
{
    private const string Seeds = "new seeds", SeedsAndExamples = "new seeds, new examples";

    /// <summary>
    /// Returns the rows with adjusted p-values, simultaneous intervals, verdicts, and notes on the verdicts.
    /// </summary>
    public static IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> Classify(
        IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> rows, ComparisonFamily family,
        RowNote note)
    {
        (ActivationComparisonRow Row, PairedComparison? Test)[] classified = [.. rows];
        int[] tested = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Test?.PValue is not null)];
        foreach (IGrouping<string, int> members in tested.GroupBy(i => FamilyOf(rows[i].Row, family)))
        {
            // With two baselines, the same two activations may appear twice; this is still one hypothesis.
            ILookup<string, int> hypotheses = members.ToLookup(i => HypothesisOf(rows[i].Row));
            int[] first = [.. hypotheses.Select(h => h.First())];
            double[] adjusted = HolmAdjustment.Adjust([.. first.Select(i => rows[i].Test!.PValue!.Value)]);
            int[] finite =
                [.. Enumerable.Range(0, first.Length).Where(k => rows[first[k]].Test!.SamePValue is not null)];
            double[] same = HolmAdjustment.Adjust([.. finite.Select(k => rows[first[k]].Test!.SamePValue!.Value)]);
            double?[] newAdjusted = Adjust(first, i => rows[i].Test!.NewExamples?.PValue);
            double?[] newSame = Adjust(first, i => rows[i].Test!.NewExamples?.SamePValue);
            for (int k = 0; k < first.Length; k++)
            {
                int at = Array.IndexOf(finite, k);
                foreach (int i in hypotheses[HypothesisOf(rows[first[k]].Row)])
                    classified[i].Row = WithFamily(
                        rows[i].Row, rows[i].Test!, first.Length, adjusted[k], at < 0 ? null : same[at]) with
                    {
                        NewExamplesAdjustedPValue = newAdjusted[k],
                        NewExamplesSameAdjustedPValue = newSame[k],
                    };
            }
        }
        for (int i = 0; i < classified.Length; i++)
            if (classified[i] is { Test: { } test, Row: { } row })
            {
                ComparisonVerdict verdict = test.Verdict(row.AdjustedPValue, row.SameAdjustedPValue);
                string reason = note.OfVerdict(verdict, test, row.AdjustedPValue, row.Tests ?? 1, row.SeedsNeeded);
                ComparisonVerdict? newVerdict = test.Correctness == CorrectnessKind.Known
                    ? test.Verdict(row.NewExamplesAdjustedPValue, row.NewExamplesSameAdjustedPValue)
                    : null;
                string scope = note.OfScope(test, verdict, newVerdict, row.ExampleError);
                classified[i].Row = row with
                {
                    Verdict = verdict,
                    NewExamplesVerdict = newVerdict,
                    Covers = newVerdict is null ? Seeds : SeedsAndExamples,
                    Note = string.Join(' ', new[] { reason, row.Note, scope }.Where(n => n.Length > 0)),
                };
            }
        for (int i = 0; i < classified.Length; i++)
            if (classified[i] is { Test: null, Row: { } own })
                classified[i].Row = own with
                {
                    Covers = classified.Any(c => c.Row.Baseline == own.Baseline && c.Row.Covers == SeedsAndExamples)
                        ? SeedsAndExamples
                        : Seeds,
                };
        return classified;
    }

    /// <summary>Returns Holm's adjusted p-values of those tests that have a p-value, and null for the others.</summary>
    private static double?[] Adjust(int[] tests, Func<int, double?> pValue)
    {
        int[] known = [.. Enumerable.Range(0, tests.Length).Where(k => pValue(tests[k]) is not null)];
        double[] adjusted = HolmAdjustment.Adjust([.. known.Select(k => pValue(tests[k])!.Value)]);
        double?[] all = new double?[tests.Length];
        for (int i = 0; i < known.Length; i++) all[known[i]] = adjusted[i];
        return all;
    }

    /// <summary>Returns the number of tests in the largest family, counting rows with too few pairs too.</summary>
    public static int MaxSize(IEnumerable<ActivationComparisonRow> rows, ComparisonFamily family) =>
        rows.Where(r => r.Pairs > 0 && r.Verdict != ComparisonVerdict.NotComparable)
            .GroupBy(r => FamilyOf(r, family))
            .Select(f => f.Select(HypothesisOf).Distinct().Count())
            .DefaultIfEmpty(1).Max();

    private static ActivationComparisonRow WithFamily(
        ActivationComparisonRow row, PairedComparison test, int tests, double adjusted, double? same)
    {
        double level = PairedComparison.Level / tests;
        MeanInterval? simultaneous = test.IntervalAt(level);
        return row with
        {
            Tests = tests,
            AdjustedPValue = adjusted,
            SameAdjustedPValue = same,
            SimultaneousLower = simultaneous?.Lower,
            SimultaneousUpper = simultaneous?.Upper,
            Detectable = test.DetectableAt(level),
            SeedsNeeded = test.SeedsNeeded(tests),
        };
    }

    private static string FamilyOf(ActivationComparisonRow row, ComparisonFamily family) => family switch
    {
        ComparisonFamily.Call => "",
        ComparisonFamily.Condition => ConditionOf(row),
        _ => HypothesisOf(row),
    };

    private static string HypothesisOf(ActivationComparisonRow row) =>
        string.Join('\n', [ConditionOf(row), .. new[] { row.Activation, row.Baseline }.Order(StringComparer.Ordinal)]);

    private static string ConditionOf(ActivationComparisonRow row) =>
        string.Join('\n', row.Condition.Select(c => ConditionValue.Text(c.Value)));
}
