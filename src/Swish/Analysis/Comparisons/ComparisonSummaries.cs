namespace Swish.Analysis.Comparisons;

/// <summary>Summarizes the rows of a comparison over all conditions.</summary>
internal static class ComparisonSummaries
{
    /// <summary>Returns one summary per activation and baseline that have runs under a common condition.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="tests">The test of each row; null for those of the baseline.</param>
    /// <param name="margin">The largest difference that does not matter.</param>
    /// <param name="higherIsBetter">Whether a high value of the metric is good.</param>
    public static IReadOnlyList<ActivationComparisonSummary> Of(
        IReadOnlyList<ActivationComparisonRow> rows, IReadOnlyList<PairedComparison?> tests, double margin,
        bool higherIsBetter)
    {
        Dictionary<string, (string[] Activations, int Conditions, FriedmanTest Test)?> ranks =
            rows.Select(r => r.Baseline).Distinct().ToDictionary(b => b, b => RankAll(rows, b));
        ILookup<(string, string), ActivationComparisonRow> baselines =
            rows.Where(r => r.Activation == r.Baseline).ToLookup(Key);
        return
        [
            .. from pair in rows.Zip(tests)
               let row = pair.First
               where row.Activation != row.Baseline
               let baseline = baselines[Key(row)].FirstOrDefault(r => r.Condition.SequenceEqual(row.Condition))
               where row.Median is not null && baseline?.Median is not null
               let order = row.Median!.Value.CompareTo(baseline.Median!.Value)
               group (row, order, pair.Second!) by (row.Activation, row.Baseline) into pairs
               select WithRanks(
                   SummaryOf([.. pairs], margin, higherIsBetter), ranks[pairs.Key.Baseline]),
        ];
    }

    private static (string Baseline, string Condition) Key(ActivationComparisonRow row) =>
        (row.Baseline, string.Join('\n', row.Condition.Select(c => ConditionValue.Text(c.Value))));

    private static ActivationComparisonSummary SummaryOf(
        IReadOnlyList<(ActivationComparisonRow Row, int Order, PairedComparison Test)> pairs, double margin,
        bool higherIsBetter)
    {
        (double Difference, double Variance)[] known =
        [
            .. from pair in pairs
               where pair.Test.Variance is not null
               select (pair.Test.Survivors.Mean, pair.Test.Variance!.Value),
        ];
        RandomEffects? pooled = known.Length < 2
            ? null
            : RandomEffects.Of([.. known.Select(k => k.Difference)], [.. known.Select(k => k.Variance)]);
        (double Above, double Within, double Below)? next = pooled?.Probabilities(known.Length, margin);
        return new()
        {
            Activation = pairs[0].Row.Activation,
            Baseline = pairs[0].Row.Baseline,
            Metric = pairs[0].Row.Metric,
            Conditions = pairs.Count,
            MedianHigher = pairs.Count(p => p.Order > 0),
            MedianEqual = pairs.Count(p => p.Order == 0),
            MedianLower = pairs.Count(p => p.Order < 0),
            Better = Count(ComparisonVerdict.Better),
            Same = Count(ComparisonVerdict.Same),
            Worse = Count(ComparisonVerdict.Worse),
            Unclear = Count(ComparisonVerdict.Unclear),
            Untested = Count(ComparisonVerdict.Untested),
            NotComparable = Count(ComparisonVerdict.NotComparable),
            Covers = pairs.All(p => p.Row.Covers == TestFamilies.SeedsAndExamples)
                ? TestFamilies.SeedsAndExamples
                : "new seeds",
            PooledConditions = known.Length,
            PooledDifference = pooled?.Mean,
            PooledLower = pooled?.Lower,
            PooledUpper = pooled?.Upper,
            ConditionDeviation = pooled?.Deviation,
            PredictionLower = pooled?.PredictionLower,
            PredictionUpper = pooled?.PredictionUpper,
            ProbabilityBetter = higherIsBetter ? next?.Above : next?.Below,
            ProbabilitySame = next?.Within,
            ProbabilityWorse = higherIsBetter ? next?.Below : next?.Above,
        };

        // The verdicts that hold for new examples too, if there are such in all conditions.
        int Count(ComparisonVerdict verdict)
        {
            bool areNew = pairs.All(p => p.Row.NewExamplesVerdict is not null);
            return pairs.Count(p => (areNew ? p.Row.NewExamplesVerdict : p.Row.Verdict) == verdict);
        }
    }

    private static ActivationComparisonSummary WithRanks(
        ActivationComparisonSummary summary, (string[] Activations, int Conditions, FriedmanTest Test)? ranked)
    {
        if (ranked is not var (activations, conditions, test)) return summary;
        return summary with
        {
            RankedConditions = conditions,
            RankedActivations = activations.Length,
            MeanRank = test.MeanRanks[Array.IndexOf(activations, summary.Activation)],
            BaselineMeanRank = test.MeanRanks[Array.IndexOf(activations, summary.Baseline)],
            FriedmanStatistic = test.Statistic,
            FriedmanPValue = test.PValue,
            CriticalDifference = test.CriticalDifference,
        };
    }

    /// <summary>
    /// Ranks all activations under each condition in which all have runs that can be compared; null with fewer than two
    /// such conditions.
    /// </summary>
    private static (string[] Activations, int Conditions, FriedmanTest Test)? RankAll(
        IReadOnlyList<ActivationComparisonRow> rows, string baseline)
    {
        ActivationComparisonRow[] own = [.. rows.Where(r => r.Baseline == baseline)];
        string[] activations = [.. own.Select(r => r.Activation).Distinct()];
        double[][] scores =
        [
            .. own.GroupBy(Key)
                .Select(g => g.ToDictionary(r => r.Activation))
                .Where(g => activations.All(a => g.TryGetValue(a, out ActivationComparisonRow? row)
                    && row.RankValue is not null && row.Verdict != ComparisonVerdict.NotComparable))
                .Select(g => activations.Select(a => g[a].RankValue!.Value).ToArray()),
        ];
        return activations.Length < 2 || scores.Length < 2
            ? null
            : (activations, scores.Length, FriedmanTest.Of(scores));
    }
}
