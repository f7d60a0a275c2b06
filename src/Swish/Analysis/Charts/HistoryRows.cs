namespace Swish.Analysis.Charts;

/// <summary>
/// Prepares the rows of learning curves. A schedule changes the learning rate from point to point, so the largest rate
/// of a run stands for the run's learning rate, which distinguishes it from other runs.
/// </summary>
internal static class HistoryRows
{
    private const string Rate = "LearningRate";

    /// <summary>
    /// Replaces the learning rate of each point by that of its run, if the rows have a column with the run.
    /// </summary>
    public static IReadOnlyList<ResultRow> WithRates(IReadOnlyList<ResultRow> rows)
    {
        if (!rows.All(r => r.Has(Rate) && r.Text("RunId").Length > 0)) return rows;
        Dictionary<string, double> rates = rows.GroupBy(r => r.Text("RunId"))
            .ToDictionary(run => run.Key, run => run.Max(r => r.Number(Rate)));
        return [.. rows.Select(row => row.With(Rate, rates[row.Text("RunId")]))];
    }

    /// <summary>Returns whether a column is the learning rate.</summary>
    public static bool IsRate(string column) => column.Equals(Rate, StringComparison.OrdinalIgnoreCase);
}
