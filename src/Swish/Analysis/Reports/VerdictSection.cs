using System.Globalization;
using System.Xml.Linq;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Reports;

/// <summary>Writes the verdicts of a comparison as sentences.</summary>
/// <param name="pairs">The comparison.</param>
/// <param name="nextStep">What to do about verdicts that are unclear; null if nothing is known.</param>
internal sealed class VerdictSection(ComparedPairs pairs, string? nextStep)
{
    private const int MaxSentences = 400;

    /// <summary>Returns the section; null without a comparison.</summary>
    public XElement? Make()
    {
        if (pairs.Pairs.Count == 0) return null;
        string[] activations = [.. pairs.Pairs.Select(r => r.Text("Activation")).Distinct()];
        ResultRow[] shown = [.. pairs.Pairs.Take(MaxSentences)];
        // A summary of one row would say the same as its sentence.
        bool hasConditions = pairs.Shown.Count > 0
            && pairs.Pairs.GroupBy(r => (r.Text("Activation"), r.Text("Baseline"))).Any(g => g.Skip(1).Any());
        return Html.Section("answer", "Answer",
            Html.Element("div", Html.Attribute("class", "answer"), hasConditions
                ? activations.SelectMany(a => pairs.Pairs.Where(r => r.Text("Activation") == a)
                    .GroupBy(r => r.Text("Baseline")).Select(g => Html.Element("p", Summary(a, g.Key, [.. g]))))
                : (object)List(shown),
                nextStep is null ? null : Html.Element("p", Html.Element("strong", "Next step: "), nextStep)),
            !hasConditions ? null
            : activations.Length > 1
                ? activations.SelectMany(a => new[] { Html.Element("h3", a), List(shown.Where(r => r.Text("Activation") == a)) })
            : (object)List(shown),
            pairs.Pairs.Count > MaxSentences
                ? Html.Element("p", Html.Attribute("class", "note"), string.Create(CultureInfo.InvariantCulture,
                    $"The first {MaxSentences} of {pairs.Pairs.Count} rows are described; the table has all of them."))
                : null);
    }

    private XElement List(IEnumerable<ResultRow> rows) => Html.Element("ul", Html.Attribute("class", "verdicts"),
        rows.Select(row => Html.Element("li", Sentence(row), NewExamples(row), row.Text("Note") is { Length: > 0 } note
            ? new object[] { " ", Html.Element("span", Html.Attribute("class", "note"), note) } : null)));

    /// <summary>Returns one sentence on an activation against a baseline under all conditions.</summary>
    private static string Summary(string activation, string baseline, IReadOnlyList<ResultRow> rows)
    {
        if (rows.Count == 1) return Capital(Claim(activation, baseline, ShownVerdictOf(rows[0])), activation) + ".";
        string[] parts =
        [
            .. from verdict in Enum.GetValues<ComparisonVerdict>().Order(Comparer<ComparisonVerdict>.Create(
                   (a, b) => Importance(a).CompareTo(Importance(b))))
               let count = rows.Count(r => ShownVerdictOf(r) == verdict)
               where count > 0
               select string.Create(CultureInfo.InvariantCulture, $"{Predicate(verdict)} under {count}"),
        ];
        return string.Create(CultureInfo.InvariantCulture,
            $"{activation} compared with {baseline} under {rows.Count} conditions: {string.Join("; ", parts)}.");
    }

    /// <summary>Returns the sentence on one row.</summary>
    private string Sentence(ResultRow row)
    {
        string activation = row.Text("Activation"), baseline = row.Text("Baseline"), metric = pairs.Metric;
        string name = ColumnLabel.InText(metric), condition = pairs.Condition(row);
        double difference = row.Number("Difference"), survivors = row.Number("SurvivorDifference");
        string claim = Claim(activation, baseline, ShownVerdictOf(row));
        List<string> figures = [];
        ResultRow? opponent = pairs.BaselineOf(row);
        double mean = row.Number("Mean"), other = opponent?.Number("Mean") ?? double.NaN, paired = row.Number("Pairs");
        if (!double.IsNaN(mean) && !double.IsNaN(other))
            figures.Add($"mean {name} {ReportNumber.Value(mean, metric)} against {ReportNumber.Value(other, metric)}"
                + (row.Number("Runs") > paired || opponent!.Number("Runs") > paired ? " over all runs" : ""));
        if (!double.IsNaN(difference))
            figures.Add($"mean difference {ReportNumber.Difference(difference, metric)}"
                + (row.Number("Tests") > 1
                    ? Interval(row, "SimultaneousLower", "SimultaneousUpper", "adjusted 95 % interval")
                    : Interval(row, "DifferenceLower", "DifferenceUpper")));
        else if (!double.IsNaN(survivors))
            figures.Add($"mean difference over the surviving pairs {ReportNumber.Difference(survivors, metric)}"
                + Interval(row, "SurvivorLower", "SurvivorUpper"));
        if (paired >= 0)
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{paired} {(paired == 1 ? "pair" : "pairs")}"));
        if (row.Number("AdjustedPValue") is double p && !double.IsNaN(p))
            figures.Add($"adjusted p {(p < 0.0001 ? "" : "= ")}{ReportNumber.Probability(p)}");
        if (row.Text("AtBest") is { Length: > 0 })
            figures.Add(string.Join(", ", pairs.AtBest.Select(c => $"{ColumnLabel.InText(c)} {row.Text(c)}")));
        return (condition.Length > 0 ? $"With {condition}, {claim}" : Capital(claim, activation))
            + (figures.Count > 0 ? $" ({string.Join("; ", figures)})" : "") + ".";
    }

    /// <summary>Returns the sentence on what the verdict covers; empty if the rows do not say it.</summary>
    private string NewExamples(ResultRow row)
    {
        if (!Enum.TryParse(row.Text("NewExamplesVerdict"), out ComparisonVerdict verdict)) return "";
        string interval = row.Number("Tests") > 1
            ? Interval(row, "NewExamplesSimultaneousLower", "NewExamplesSimultaneousUpper", "adjusted 95 % interval")
            : Interval(row, "NewExamplesLower", "NewExamplesUpper");
        return verdict == VerdictOf(row)
            ? $" The verdict is the same on new test examples{interval}."
            : $" That is the verdict on new test examples{interval}; on these alone, "
                + $"{Claim(row.Text("Activation"), row.Text("Baseline"), VerdictOf(row))}.";
    }

    private string Interval(ResultRow row, string lower, string upper, string name = "95 % interval") =>
        double.IsNaN(row.Number(lower)) || double.IsNaN(row.Number(upper)) ? ""
        : $", {name} {ReportNumber.Difference(row.Number(lower), pairs.Metric)} to "
            + ReportNumber.Difference(row.Number(upper), pairs.Metric);

    /// <summary>Returns the verdict that views show: that on new test examples, if there is one.</summary>
    private static ComparisonVerdict ShownVerdictOf(ResultRow row) =>
        Enum.TryParse(row.Text("NewExamplesVerdict"), out ComparisonVerdict verdict) ? verdict : VerdictOf(row);

    /// <summary>Returns the verdict of a row; on a table without one, that there was no test.</summary>
    public static ComparisonVerdict VerdictOf(ResultRow row) =>
        Enum.TryParse(row.Text("Verdict"), out ComparisonVerdict verdict) ? verdict : ComparisonVerdict.Untested;

    private static string Claim(string activation, string baseline, ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Better => $"{activation} is better than {baseline}",
        ComparisonVerdict.Worse => $"{activation} is worse than {baseline}",
        ComparisonVerdict.Same => $"{activation} and {baseline} are equivalent within the margin",
        ComparisonVerdict.Unclear => $"it is not clear whether {activation} or {baseline} is better",
        ComparisonVerdict.NotComparable => $"{activation} and {baseline} are not comparable",
        _ => $"there is no verdict on {activation} against {baseline}",
    };

    /// <summary>Begins a sentence with a capital, unless it begins with the name of an activation.</summary>
    private static string Capital(string claim, string activation) =>
        claim.StartsWith(activation, StringComparison.Ordinal) ? claim : char.ToUpperInvariant(claim[0]) + claim[1..];

    private static string Predicate(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Better => "better",
        ComparisonVerdict.Worse => "worse",
        ComparisonVerdict.Same => "equivalent",
        ComparisonVerdict.Unclear => "unclear",
        ComparisonVerdict.NotComparable => "not comparable",
        _ => "untested",
    };

    private static int Importance(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Better => 0,
        ComparisonVerdict.Worse => 1,
        ComparisonVerdict.Same => 2,
        ComparisonVerdict.Unclear => 3,
        ComparisonVerdict.NotComparable => 4,
        _ => 5,
    };
}
