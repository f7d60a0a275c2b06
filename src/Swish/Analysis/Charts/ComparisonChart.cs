namespace Swish.Analysis.Charts;

/// <summary>The bars of a comparison: the differences from the baseline, with their intervals.</summary>
internal static class ComparisonChart
{
    private const int MostInLegend = 7;

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        ResultRow[] shown = [.. rows.Where(r => double.IsFinite(r.Number("Difference")))];
        if (shown.Length == 0)
            throw ChartDesign.Nothing(
                "The comparison has no differences: no activation shares a seed with the baseline.");

        string[] conditions = [.. shown[0].Columns.TakeWhile(c => c != "Activation")];
        string[] activations = [.. shown.Select(r => r.Text("Activation")).Distinct()];
        string[] baselines = [.. shown.Select(r => r.Text("Baseline")).Distinct()];
        string metric = shown[0].Text("Metric") is { Length: > 0 } named ? named : "metric";

        // Many bars at a place could be told apart by no legend: then each has its name beside it.
        bool areMany = conditions.Length > 0 && activations.Length > MostInLegend;
        bool byActivation = (conditions.Length == 0 && baselines.Length == 1) || areMany;
        string[] places = [.. shown.Select(Name).Distinct()];
        string[] names = byActivation ? [""] : activations;
        return new()
        {
            Title = request.Title ?? Title(activations, baselines),
            Subtitle = "mean of the paired differences, 95 % interval",
            X = new(request.XLabel ?? "") { Categories = places },
            Y = new(request.YLabel ?? $"Difference in {ColumnLabel.InText(metric)}") { ShowZero = true },
            Series = [.. names.Select((name, i) => new ChartSeries(
                name, [.. shown.Where(r => byActivation || r.Text("Activation") == name).Select(Point)], i, i))],
            Bars = true,
        };

        ChartPoint Point(ResultRow row) => new(
            Array.IndexOf(places, Name(row)), row.Number("Difference"),
            row.Number("DifferenceLower"), row.Number("DifferenceUpper"));

        string Name(ResultRow row) => areMany ? $"{Place(row)}, {row.Text("Activation")}"
            : byActivation ? row.Text("Activation")
            : Place(row);

        string Place(ResultRow row) => string.Join(", ",
        [
            .. conditions.Where(c => !Follows(c, row, conditions)).Select(c => $"{Short(c)} {row.Text(c)}".TrimStart()),
            .. baselines.Length > 1 ? [$"against {row.Text("Baseline")}"] : Array.Empty<string>(),
        ]);
    }

    private static string Title(string[] activations, string[] baselines) =>
        (activations.Length == 1 ? activations[0] : "Activations")
        + (baselines.Length == 1 ? $" against {baselines[0]}" : " against baselines");

    /// <summary>Columns that repeat what others say, as in the table.</summary>
    private static bool Follows(string column, ResultRow row, string[] conditions) =>
        (column == "HiddenLayers" && conditions.Contains("Depth") && !row.Text(column).Contains('-'))
        || (column == "Steps" && (conditions.Contains("BatchSize") || conditions.Contains("Epochs")));

    private static string Short(string column) => column switch
    {
        "BatchSize" => "Batch",
        "LearningRate" => "LR",
        "HiddenLayers" or "Optimizer" or "Schedule" or "Initializer" or "Dataset" => "",
        _ => column,
    };
}
