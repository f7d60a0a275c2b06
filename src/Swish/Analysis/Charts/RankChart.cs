using System.Globalization;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Charts;

/// <summary>Designs the critical-difference diagram of the summary of a comparison.</summary>
internal static class RankChart
{
    private const int MaxActivations = 60, MaxRank = 10_000;

    /// <summary>Returns whether a row is the summary of a comparison.</summary>
    public static bool IsSummary(ResultRow row) => row.Has(nameof(ActivationComparisonSummary.CriticalDifference))
        && row.Has(nameof(ActivationComparisonSummary.MeanRank));

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        ResultRow[] ranked = [.. rows.Where(r => IsRank(r, "MeanRank") && IsRank(r, "BaselineMeanRank"))];
        if (ranked.Length == 0)
            throw ChartDesign.Nothing(
                "The summary has no mean ranks: they need two or more conditions under which all activations have runs.");
        (double, double, double)[] tests = [.. ranked.Select(r => (
            r.Number("RankedConditions"), r.Number("RankedActivations"), r.Number("CriticalDifference"))).Distinct()];
        (string Name, double Rank)[] items =
        [
            .. ranked.Select(r => (r.Text("Activation"), r.Number("MeanRank")))
                .Concat(ranked.Select(r => (r.Text("Baseline"), r.Number("BaselineMeanRank"))))
                .DistinctBy(i => i.Item1).OrderBy(i => i.Item2).ThenBy(i => i.Item1, StringComparer.Ordinal),
        ];
        if (tests.Length > 1)
            throw new SwishException("MixedRows", ErrorKind.InvalidArgument,
                "These are summaries of several comparisons, whose ranks cannot be compared; plot each by itself.",
                tests.Length);
        if (items.Length > MaxActivations)
            throw ChartDesign.Nothing(string.Create(CultureInfo.InvariantCulture,
                $"A picture shows the mean ranks of at most {MaxActivations} activations, not {items.Length}. Compare ")
                + "fewer.");
        double conditions = tests[0].Item1, difference = tests[0].Item3, p = ranked[0].Number("FriedmanPValue");
        string metric = ColumnLabel.InText(ranked[0].Text("Metric"));
        return new()
        {
            Title = request.Title ?? $"Mean ranks by {metric}",
            Subtitle = string.Create(CultureInfo.InvariantCulture,
                $"{conditions} conditions; Friedman's p {Probability(p)}")
                + (p < 0.05 ? "; a bar joins what does not differ (Nemenyi, 5 %)" : ": no difference is significant"),
            X = new(request.XLabel ?? "Mean rank (1 is the best)"),
            Y = new(request.YLabel ?? ""),
            Series = [],
            Ranks = new(items, difference),
        };
    }

    // An axis has a tick for each rank.
    private static bool IsRank(ResultRow row, string column) => row.Number(column) is >= 1 and <= MaxRank;

    private static string Probability(double p) => p < 0.0001
        ? "< 0.0001"
        : "= " + p.ToString(p < 0.001 ? "0.0000" : "0.000", CultureInfo.InvariantCulture);
}
