using System.Globalization;
using System.Xml.Linq;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Reports;

/// <summary>Shows a comparison as a picture and a table.</summary>
internal static class ComparisonSection
{
    // With more bars than this a picture shows nothing that the table does not.
    private const int MaxBars = 80;
    private const double BarHeight = 24;
    private const double Frame = 130;
    private const double MinHeight = 260;

    /// <summary>Returns the section; null without a comparison.</summary>
    /// <param name="pairs">The comparison.</param>
    /// <param name="figures">The figures of the page.</param>
    public static XElement? Make(ComparedPairs pairs, FigureSet figures) =>
        pairs.Rows.Count == 0 ? null
        : Html.Section("comparison", "Comparison", Figure(pairs, figures), Table(pairs));

    private static XElement? Figure(ComparedPairs pairs, FigureSet figures)
    {
        if (pairs.Pairs.Count > MaxBars)
            return Html.Element("p", Html.Attribute("class", "note"), string.Create(CultureInfo.InvariantCulture,
                $"There is no picture of {pairs.Pairs.Count} differences; plot some of them with Export-SwishPlot."));
        try
        {
            Chart chart = ChartDesign.Of(pairs.Rows, new());
            // The subtitle says which interval it is, and is the caption here.
            string caption = char.ToUpperInvariant(chart.Subtitle[0]) + chart.Subtitle[1..];
            return figures.Draw(
                chart with { Subtitle = "" }, Math.Max(MinHeight, Frame + (BarHeight * pairs.Pairs.Count)),
                caption + ". The table has the numbers.");
        }
        catch (SwishException nothing) when (nothing.ErrorId == "NothingToPlot")
        {
            return Html.Element("p", Html.Attribute("class", "note"), nothing.Message);
        }
    }

    private static XElement Table(ComparedPairs pairs)
    {
        string metric = pairs.Metric;
        bool hasNew = pairs.Rows.Any(r => r.Text("NewExamplesVerdict").Length > 0);
        bool isAdjusted = pairs.Rows.Any(r => r.Number("Tests") > 1 && double.IsFinite(r.Number("SimultaneousUpper")));
        bool hasCollapsed = pairs.Rows.Any(r => r.Number("Collapsed") > 0);
        List<(string Heading, Func<ResultRow, object?> Cell)> columns =
        [
            ("Activation", r => r.Text("Activation")),
            ("Baseline", r => r.Text("Baseline") is var b && b == r.Text("Activation") ? "–" : b),
            .. pairs.Shown.Select(c => (ColumnLabel.Get(c), (Func<ResultRow, object?>)(r => Setting(r, c)))),
            .. pairs.AtBest.Select(c => ($"Best {ColumnLabel.InText(c)}", (Func<ResultRow, object?>)(r => Setting(r, c)))),
            ("Runs\t", r => ReportNumber.Count(r.Number("Runs"))),
            ("Mean\t", r => ReportNumber.Value(r.Number("Mean"), metric)),
            ("Standard deviation\t", r => ReportNumber.Value(r.Number("StandardDeviation"), metric)),
            .. hasCollapsed
                ? [("Collapsed\t", r => ReportNumber.Count(r.Number("Collapsed")))]
                : Array.Empty<(string, Func<ResultRow, object?>)>(),
            ("Pairs\t", r => ReportNumber.Count(r.Number("Pairs"))),
            ("Mean difference\t", r => ReportNumber.Difference(Difference(r), metric)),
            ("95 % interval\t", r => Interval(r, metric)),
            .. isAdjusted
                ? [("Adjusted 95 % interval\t", r => Interval(r, metric, "Simultaneous"))]
                : Array.Empty<(string, Func<ResultRow, object?>)>(),
            ("Adjusted p\t", r => ReportNumber.Probability(r.Number("AdjustedPValue"))),
            ("Verdict", r => Verdict(r, "Verdict")),
            .. hasNew
                ? [("On new examples", r => Verdict(r, "NewExamplesVerdict"))]
                : Array.Empty<(string, Func<ResultRow, object?>)>(),
        ];
        return Html.Table($"Comparison by {ColumnLabel.InText(metric)}", [.. columns.Select(c => c.Heading)],
            pairs.Rows.Select(row => columns.Select(c => c.Cell(row)).ToArray()));
    }

    private static string Setting(ResultRow row, string column) =>
        ConditionValue.Text(ConditionValue.Read(row, column)) is { Length: > 0 } text ? text : "–";

    private static double Difference(ResultRow row) =>
        row.Number("Difference") is double d && !double.IsNaN(d) ? d : row.Number("SurvivorDifference");

    private static string Interval(ResultRow row, string metric) =>
        Interval(row, metric, double.IsNaN(row.Number("DifferenceLower")) ? "Survivor" : "Difference");

    private static string Interval(ResultRow row, string metric, string kind)
    {
        double lower = row.Number(kind + "Lower"), upper = row.Number(kind + "Upper");
        return double.IsNaN(lower) ? "–"
            : $"{ReportNumber.Difference(lower, metric)} to {ReportNumber.Difference(upper, metric)}";
    }

    private static string Verdict(ResultRow row, string column) => row.Text(column) switch
    {
        "" => "–",
        nameof(ComparisonVerdict.NotComparable) => "Not comparable",
        var verdict => verdict,
    };
}
