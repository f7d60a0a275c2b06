using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Reports;

/// <summary>Reads the flat rows of a comparison.</summary>
internal sealed class ComparedPairs
{
    /// <summary>Reads the rows.</summary>
    /// <param name="rows">The rows.</param>
    public ComparedPairs(IReadOnlyList<ResultRow> rows)
    {
        Rows = rows;
        Conditions = rows.Count == 0 ? [] : [.. rows[0].Columns.TakeWhile(c => c != "Activation")];
        Shown = [.. Conditions.Where(c => !rows.All(r => ComparisonChart.Follows(c, r, Conditions)))];
        Pairs = [.. rows.Where(r => r.Text("Activation") != r.Text("Baseline"))];
        Metric = rows.Select(r => r.Text("Metric")).FirstOrDefault(m => m.Length > 0) ?? "TestAccuracy";
        AtBest = [.. rows.SelectMany(r => r.Text("AtBest").Split(", ", StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    /// <summary>Gets all rows.</summary>
    public IReadOnlyList<ResultRow> Rows { get; }

    /// <summary>Gets the rows that compare two activations.</summary>
    public IReadOnlyList<ResultRow> Pairs { get; }

    /// <summary>Gets the columns that define the conditions.</summary>
    public string[] Conditions { get; }

    /// <summary>Gets those of them that do not follow from others.</summary>
    public IReadOnlyList<string> Shown { get; }

    /// <summary>Gets the column that was compared.</summary>
    public string Metric { get; }

    /// <summary>Gets the settings of which each activation has its best value.</summary>
    public IReadOnlyList<string> AtBest { get; }

    /// <summary>Returns the condition of a row in words: <c>depth 10, batch size 128</c>; empty if there is one only.</summary>
    public string Condition(ResultRow row) => string.Join(", ", Shown.Select(c =>
        $"{ColumnLabel.InText(c)} {Text(row, c)}"));

    /// <summary>Returns the baseline's own row under the condition of a row; null if there is none.</summary>
    public ResultRow? BaselineOf(ResultRow row) => Rows.FirstOrDefault(r =>
        r.Text("Activation") == row.Text("Baseline") && r.Text("Baseline") == row.Text("Baseline")
        && Conditions.All(c => Text(r, c) == Text(row, c)));

    /// <summary>Returns whether a run is one of those that a row compares.</summary>
    public bool Includes(ResultRow row, ResultRow run) =>
        run.Text("Activation") == row.Text("Activation")
        && Conditions.Concat(AtBest).All(c => !run.Has(c) || Text(run, c) == Text(row, c));

    private static string Text(ResultRow row, string column) => ConditionValue.Text(ConditionValue.Read(row, column));
}
