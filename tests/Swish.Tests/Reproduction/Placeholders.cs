using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using Row = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Swish.Tests.Reproduction;

/// <summary>
/// Replaces the marks of docs/reproduction/template.md by figures from the result logs, as the script beside it does:
/// a second implementation, so that neither can be wrong alone.
/// </summary>
internal static partial class Placeholders
{
    private static readonly string[] WinColumns = ["higher", "equal", "lower", "better", "same", "worse", "unclear"];

    // A verdict is the activation's; the table is read from the baseline's side.
    private static readonly string[] WinVerdicts = ["Worse", "Same", "Better", "Unclear"];

    private static readonly int[] Orders = [1, 0, -1];

    /// <summary>The template with every mark replaced.</summary>
    public static string Fill(string template) => Mark().Replace(template, m => Expand(m.Groups[1].Value));

    /// <summary>The template without its marks.</summary>
    public static string Strip(string template) => Mark().Replace(template, "");

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Mark();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex InnerCapital();

    private static string Expand(string mark)
    {
        string[] halves = mark.Split(':', 2);
        string[] parts = [.. halves[0].Split(';').Select(p => p.Trim())];
        string[] words = parts[0].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        string tail = halves.Length > 1 ? halves[1].Trim() : "";
        string[] what = tail.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (string, string)[] filter = [.. parts.Skip(1).Select(p => p.Split('=', 2)).Select(p => (p[0], p[1]))];
        if (words is ["measures", ..]) return Lines(Measures(words[1..], what));
        if (words is ["plain", string plain]) return Lines(Plain(LayerTable.Rows(plain), what));
        if (words is ["verdict", string rule, string judged])
        {
            ReproductionTable table = ReproductionTable.All[judged];
            double value = tail.Length > 0 ? ReproductionTable.Number(tail) : 0;
            return $"**{ClaimVerdict.Of(rule, table, ReproductionTable.Filter(table.Rows, filter), value)}**";
        }
        if (words is [string kind, string name])
        {
            ReproductionTable table = ReproductionTable.All[name];
            IReadOnlyList<Row> rows = ReproductionTable.Filter(table.Rows, filter);
            return Lines(kind switch
            {
                "pairs" => Pairs(table, rows),
                "rows" => Rows(rows),
                "pivot" => Pivot(table, rows, what[0]),
                "wins" => Wins(table, rows),
                "rates" => Rates(table),
                _ => throw new ArgumentException($"There is no mark '{kind}'.", nameof(mark)),
            });
        }
        Row row = Assert.Single(ReproductionTable.Filter(
            RowsOf(words[0]), filter));
        return Figure(what[0], row[what[0]], what.Length > 1 ? what[1] : null);
    }

    private static IReadOnlyList<Row> RowsOf(string table) => table switch
    {
        "properties" => PropertyTable.Rows,
        LayerTable.Layers or LayerTable.Trained => LayerTable.Rows(table),
        _ => ReproductionTable.All[table].Rows,
    };

    private static IEnumerable<string> Plain(IReadOnlyList<Row> rows, string[] columns) =>
        [.. Head([], columns.Select(Words)), .. rows.Select(r => Line(columns.Select(c => Figure(c, r))))];

    private static IEnumerable<string> Pairs(ReproductionTable table, IReadOnlyList<Row> rows)
    {
        Row[] shown = [.. rows.Where(r => r["Activation"] != r["Baseline"])];
        string baseline = shown[0]["Baseline"];
        foreach (string line in Head(table.Definition.GroupBy.Select(Words),
            ["runs", baseline, shown[0]["Activation"], "difference", "95 % interval", "p (Holm)", "verdict", "collapsed"]))
            yield return line;
        foreach (Row row in shown)
        {
            Row other = table.BaselineOf(row);
            yield return Line(
            [
                .. table.Definition.GroupBy.Select(c => row[c]), row["Runs"], Figure("Median", other), Figure("Median", row),
                Figure("Difference", row), Interval(row), Figure("AdjustedPValue", row), row["Verdict"],
                $"{other["Collapsed"]}, {row["Collapsed"]}",
            ]);
        }
    }

    private static IEnumerable<string> Rows(IReadOnlyList<Row> rows) =>
    [
        .. Head(["activation"], ["runs", "median", "difference", "95 % interval", "p (Holm)", "verdict"]),
        .. rows.Select(r => Line(
        [
            r["Activation"], r["Runs"], Figure("Median", r), Figure("Difference", r), Interval(r),
            Figure("AdjustedPValue", r), r["Verdict"],
        ])),
    ];

    private static string Interval(Row row) => row["DifferenceLower"].Length == 0 ? ""
        : $"{Figure("DifferenceLower", row)} to {Figure("DifferenceUpper", row)}";

    private static IEnumerable<string> Pivot(ReproductionTable table, IReadOnlyList<Row> rows, string column)
    {
        string group = table.Definition.GroupBy[0];
        string[] across = [.. rows.Select(r => r[group]).Distinct()];
        foreach (string line in Head([Words(group)], across)) yield return line;
        foreach (string activation in table.Definition.Activations.Where(a => rows.Any(r => r["Activation"] == a)))
            yield return Line([activation, .. across.Select(v =>
                rows.SingleOrDefault(r => r["Activation"] == activation && r[group] == v) is { } row
                    ? Figure(column, row) : "")]);
    }

    private static IEnumerable<string> Wins(ReproductionTable table, IReadOnlyList<Row> rows)
    {
        foreach (string line in Head([$"{table.Definition.Baseline} against"], WinColumns)) yield return line;
        foreach (string activation in table.Definition.Activations.Where(a => a != table.Definition.Baseline))
        {
            Row[] own = [.. rows.Where(r => r["Activation"] == activation)];
            int[] orders = [.. own.Select(r =>
                ReproductionTable.Number(table.BaselineOf(r)["Median"])
                    .CompareTo(ReproductionTable.Number(r["Median"])))];
            yield return Line(
            [
                activation,
                .. Orders.Select(o => Count(orders.Count(x => x == o))),
                .. WinVerdicts.Select(v => Count(own.Count(r => r["Verdict"] == v))),
            ]);
        }

        static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Rates(ReproductionTable table)
    {
        IReadOnlyList<Row> best = table.BestRates();
        string group = table.OtherColumns.First();
        string[] across = [.. best.Select(r => r[group]).Distinct().OrderBy(ReproductionTable.Number)];
        foreach (string line in Head([Words(group)], across)) yield return line;
        foreach (string activation in table.Definition.Activations)
            yield return Line([activation, .. across
                .Select(v => best.Single(r => r["Activation"] == activation && r[group] == v))
                .Select(r => $"{r["LearningRate"]} ({Figure("Mean", r)})")]);
    }

    private static IEnumerable<string> Measures(string[] activations, string[] columns)
    {
        foreach (string line in Head(["activation"], columns.Select(Words))) yield return line;
        foreach (string activation in activations)
        {
            Row row = PropertyTable.Rows.Single(r => r["Activation"] == activation);
            yield return Line([activation, .. columns.Select(c => Figure(c, row[c], "0.0000000"))]);
        }
    }

    private static IEnumerable<string> Head(IEnumerable<string> left, IEnumerable<string> right) =>
        [Line(left.Concat(right)), Line(left.Select(_ => "---").Concat(right.Select(_ => "--:")))];

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Words(string column) => InnerCapital().Replace(column, m => " " + m.Value.ToLowerInvariant());

    private static string Figure(string column, Row row) => Figure(column, row[column], null);

    private static string Figure(string column, string text, string? format)
    {
        if (text.Length == 0) return "";
        bool isPValue = column.EndsWith("PValue", StringComparison.Ordinal);
        if (isPValue && ReproductionTable.Number(text) < 0.001) return "<0.001";
        format ??= column switch
        {
            "Difference" or "DifferenceLower" or "DifferenceUpper" => "+0.0000;-0.0000;0.0000",
            "Median" or "Mean" or "StandardDeviation" or "Minimum" or "Maximum" or "Lower" or "Upper" => "0.0000",
            "EffectSize" => "0.0",
            "DeviationFirst" or "DeviationLast" or "BetaMedian" or "BetaMinimum" or "BetaMaximum" => "0.00",
            "GradientFirst" or "GradientLast" => "0.0E+0",
            "DeadShare" => "0.000",
            _ => isPValue ? "0.000" : null,
        };
        return format is null ? text : ReproductionTable.Number(text).ToString(format, CultureInfo.InvariantCulture);
    }
}
