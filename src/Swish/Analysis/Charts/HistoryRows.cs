namespace Swish.Analysis.Charts;

/// <summary>
/// Learning curves as rows. A point's learning rate is that of its step, which a schedule changes; what tells runs
/// apart is the run's own, and the largest of its points stands for that.
/// </summary>
internal static class HistoryRows
{
    private const string Rate = "LearningRate";

    /// <summary>
    /// Returns the rows with the run's learning rate in place of the step's, where a column says which run it is.
    /// </summary>
    public static IReadOnlyList<ResultRow> WithRates(IReadOnlyList<ResultRow> rows)
    {
        if (!rows.All(r => r.Has(Rate) && r.Text("Recipe").Length > 0)) return rows;
        Dictionary<string, double> rates = rows.GroupBy(r => r.Text("Recipe"))
            .ToDictionary(run => run.Key, run => run.Max(r => r.Number(Rate)));
        return [.. rows.Select(row => new ResultRow(row.Columns.Select(column =>
            KeyValuePair.Create(column, IsRate(column) ? rates[row.Text("Recipe")] : row[column]))))];
    }

    /// <summary>Returns whether a column is the learning rate.</summary>
    public static bool IsRate(string column) => column.Equals(Rate, StringComparison.OrdinalIgnoreCase);
}
