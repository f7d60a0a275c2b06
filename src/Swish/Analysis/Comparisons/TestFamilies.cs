using System.Runtime.InteropServices;

namespace Swish.Analysis.Comparisons;

/// <summary>Adjusts the p-values of a comparison within families of tests, and determines the verdicts.</summary>
internal static class TestFamilies
{
    private const string Seeds = "new seeds";

    /// <summary>What a verdict for new examples covers.</summary>
    public const string SeedsAndExamples = "new seeds, new examples";

    /// <summary>
    /// Returns the rows with adjusted p-values, simultaneous intervals, verdicts, and notes on the verdicts.
    /// </summary>
    public static IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> Classify(
        IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> rows, ComparisonFamily family,
        RowNote note, double level = PairedComparison.Level)
    {
        (ActivationComparisonRow Row, PairedComparison? Test)[] classified = [.. rows];
        int[] tested = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Test?.PValue is not null)];
        // Most rows have the same number of pairs and tests, and an effect takes milliseconds.
        Dictionary<(int Pairs, int Tests), double> detectable = [];
        foreach (IGrouping<string, int> members in tested.GroupBy(i => FamilyOf(rows[i].Row, family)))
        {
            // With two baselines, the same two activations may appear twice; this is still one hypothesis.
            ILookup<string, int> hypotheses = members.ToLookup(i => HypothesisOf(rows[i].Row));
            int[] first = [.. hypotheses.Select(h => h.First())];
            PairedComparison[] tests = [.. first.Select(i => rows[i].Test!)];
            bool isJoint = first.Length is > 1 and <= JointSignFlips.MaxTests
                && first.Length * tests[0].Pairs <= JointSignFlips.MaxPairs
                && first.Select(i => rows[i].Row.Baseline).Distinct().Count() == 1
                && tests.All(t => t.Seeds.SequenceEqual(tests[0].Seeds));
            double[] adjusted = isJoint
                ? AdjustJointly(tests)
                : HolmAdjustment.Adjust([.. tests.Select(t => t.PValue!.Value)]);
            double?[] same = Adjust(tests, t => t.SamePValue);
            double?[] crossed = Adjust(tests, t => t.NewExamples?.CrossedPValue);
            double?[] newSame = Adjust(tests, t => t.NewExamples?.SamePValue);
            for (int k = 0; k < first.Length; k++)
                foreach (int i in hypotheses[HypothesisOf(rows[first[k]].Row)])
                    classified[i].Row = WithFamily(rows[i].Row, rows[i].Test!, first.Length, detectable) with
                    {
                        Adjustment = first.Length == 1 ? "None" : isJoint ? "Joint" : "Holm",
                        AdjustedPValue = adjusted[k],
                        SameAdjustedPValue = same[k],
                        // Both must be below the level, and each keeps the error rate of the family by itself.
                        NewExamplesAdjustedPValue = crossed[k] is { } p ? Math.Max(adjusted[k], p) : null,
                        NewExamplesSameAdjustedPValue = newSame[k],
                    };
        }
        for (int i = 0; i < classified.Length; i++)
            if (classified[i] is { Test: { } test, Row: { } row })
            {
                ComparisonVerdict verdict = test.Verdict(row.AdjustedPValue, row.SameAdjustedPValue, level);
                string reason = note.OfVerdict(verdict, test, row.AdjustedPValue, row.Tests ?? 1, row.SeedsNeeded);
                ComparisonVerdict? newVerdict = test.Correctness == CorrectnessKind.Known
                    ? test.Verdict(row.NewExamplesAdjustedPValue, row.NewExamplesSameAdjustedPValue, level)
                    : null;
                string scope = RowNote.OfScope(test, verdict, newVerdict, row.ExampleError);
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

    /// <summary>
    /// Returns the p-values adjusted by the joint distribution of the signed ranks, which keeps the error rate of the
    /// family by itself; none is less than the p-value of the row.
    /// </summary>
    private static double[] AdjustJointly(PairedComparison[] tests)
    {
        double[] adjusted = JointSignFlips.Adjust(
            [.. tests.Select(t => SignedRankTest.SignedRanks(t.Scores, t.Rounding))]);
        return [.. adjusted.Select((p, k) => Math.Max(p, tests[k].PValue!.Value))];
    }

    /// <summary>Returns Holm's adjusted p-values of those tests that have a p-value, and null for the others.</summary>
    private static double?[] Adjust(PairedComparison[] tests, Func<PairedComparison, double?> pValue)
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
        ActivationComparisonRow row, PairedComparison test, int tests,
        Dictionary<(int Pairs, int Tests), double> detectable)
    {
        double level = PairedComparison.Level / tests;
        MeanInterval? simultaneous = test.IntervalAt(level);
        CrossedEffects? effects = test.NewExamples?.Effects;
        // What is true of new examples is true of these, so the interval is never the narrower one.
        double? half = effects is { } crossed
            ? Math.Max(crossed.HalfWidth(level), (simultaneous?.Upper - simultaneous?.Lower) / 2 ?? 0)
            : null;
        return row with
        {
            Tests = tests,
            SimultaneousLower = simultaneous?.Lower,
            SimultaneousUpper = simultaneous?.Upper,
            NewExamplesSimultaneousLower = effects?.Mean - half,
            NewExamplesSimultaneousUpper = effects?.Mean + half,
            Detectable = test.Detectable(EffectOf),
            SeedsNeeded = test.SeedsNeeded(tests),
        };

        double EffectOf(int pairs)
        {
            ref double effect =
                ref CollectionsMarshal.GetValueRefOrAddDefault(detectable, (pairs, tests), out bool isKnown);
            return isKnown ? effect : effect = PairedPower.DetectableEffect(pairs, level);
        }
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
