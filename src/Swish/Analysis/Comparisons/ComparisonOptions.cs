namespace Swish.Analysis.Comparisons;

/// <summary>Specifies what to compare, with which baselines.</summary>
public sealed record ComparisonOptions
{
    /// <summary>
    /// Gets the columns of a result that can define a condition without being named, in the order of a table.
    /// </summary>
    public static IReadOnlyList<string> KnownConditions => ConditionColumns.Known;

    /// <summary>Gets the columns of a result that are usually compared.</summary>
    public static IReadOnlyList<string> KnownMetrics { get; } =
        ["TestAccuracy", "ValidationAccuracy", "R2", "RMSE", "MAE", "TestLoss", "TrainLoss", "Seconds", "SamplesPerSecond"];

    /// <summary>Returns the column that is compared if none is named.</summary>
    /// <param name="results">The runs.</param>
    /// <returns>R2 for runs that predict numbers, RMSE where these have none, otherwise TestAccuracy.</returns>
    public static string DefaultMetric(IReadOnlyList<ResultRow> results) =>
        HasNumber(results, "TestAccuracy") ? "TestAccuracy"
        : HasNumber(results, "R2") ? "R2"
        // All numbers to predict are equal, or no run has a number.
        : HasNumber(results, "RMSE") ? "RMSE"
        : results.Count > 0 && results.All(row => row.Has("R2") && ComparedNumber.Read(row, "Classes") == 0) ? "R2"
        : "TestAccuracy";

    private static bool HasNumber(IReadOnlyList<ResultRow> results, string column) =>
        results.Any(row => ComparedNumber.TryRead(row[column], out double value, out _) && double.IsFinite(value));

    /// <summary>
    /// Gets the activations to compare with. If empty, the baseline is ReLU, or if there is no ReLU the first in the
    /// order of the catalog, or else of the names.
    /// </summary>
    public IReadOnlyList<string> Baselines { get; init; } = [];

    /// <summary>Gets the numeric column to compare; see <see cref="DefaultMetric"/>.</summary>
    public string Metric { get; init; } = "TestAccuracy";

    /// <summary>Gets a value indicating whether lower is better for a metric whose name does not say so.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Gets the columns that define a condition. If null, all known columns that vary.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>
    /// Gets settings that do not define a condition but may differ between the runs of a pair, such as a learning rate
    /// tuned for each activation; <c>Setting</c> allows all settings that have no column.
    /// </summary>
    public IReadOnlyList<string> AllowDifference { get; init; } = [];

    /// <summary>
    /// Gets the settings of which each activation has the value that is best for it, chosen by the mean validation
    /// accuracy under each condition (by the metric if the runs have none). They do not define conditions.
    /// </summary>
    public IReadOnlyList<string> AtBest { get; init; } = [];

    /// <summary>Gets the family of tests over which p-values are adjusted.</summary>
    public ComparisonFamily Family { get; init; } = ComparisonFamily.Call;

    /// <summary>Gets the significance level of the verdicts; below 5 % at a look of a sequential comparison.</summary>
    internal double Level { get; init; } = PairedComparison.Level;

    /// <summary>Gets what cancels the comparison.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>
    /// Gets the largest difference that does not matter, in the metric's unit, 0 or more. If null, 0.001 for an
    /// accuracy (0.1 if in percent) and 0 for other metrics.
    /// </summary>
    public double? Margin { get; init; }
}
