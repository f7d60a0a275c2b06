using System.Globalization;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Charts;

/// <summary>
/// Designs the chart of a comparison: bars of the differences from the baseline, with confidence intervals.
/// </summary>
internal static class ComparisonChart
{
    private const int MaxLegendEntries = 7;

    /// <summary>The longest name of a baseline in the label of the axis.</summary>
    private const int MaxBaseline = 20;

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        ResultRow[] shown =
        [
            .. rows.Where(r => double.IsFinite(r.Number("Difference"))
                || r.Number("SurvivorPairs") < r.Number("Pairs")),
        ];
        if (shown.Length == 0)
            throw ChartDesign.Nothing(
                "The comparison has no differences: no activation shares a seed with the baseline.");
        if (!shown.Any(r => double.IsFinite(Height(r))))
            throw ChartDesign.Nothing("The comparison has no differences: in every pair a run collapsed.");

        string[] conditions = [.. shown[0].Columns.TakeWhile(c => c != "Activation")];
        string[] activations = [.. shown.Select(r => r.Text("Activation")).Distinct()];
        string[] baselines = [.. shown.Select(r => r.Text("Baseline")).Distinct()];
        string metric = shown[0].Text("Metric") is { Length: > 0 } named ? named : "metric";

        // With many bars per category the legend would be unreadable, so each bar is a category with its own name.
        bool areMany = conditions.Length > 0 && activations.Length > MaxLegendEntries;
        bool byActivation = (conditions.Length == 0 && baselines.Length == 1) || areMany;
        string[] places = [.. shown.Select(PlaceOf).Distinct()];
        string[] names = byActivation ? [""] : activations;
        return new()
        {
            Title = request.Title ?? Title(activations, baselines),
            Subtitle = "mean of the paired differences, 95 % interval"
                + (shown.Any(IsForNewExamples) ? " for new seeds and new test examples" : "")
                + (shown[0].Text("AtBest") is { Length: > 0 } best
                    ? $"; each at its best {string.Join(", ", best.Split(", ").Select(ColumnLabel.InText))}"
                    : ""),
            X = new(request.XLabel ?? "") { Categories = [.. places.Select(Marked)] },
            Y = new(request.YLabel ?? ValueLabel(shown, baselines, metric)) { ShowZero = true },
            NoteLabel = NoteLabel(shown),
            Series = [.. names.Select((name, i) => new ChartSeries(
                name, [.. shown.Where(r => byActivation || r.Text("Activation") == name).Select(Point)], i, i))],
            Bars = true,
        };

        // A row without surviving pairs has no bar; the label of its category shows the collapsed pairs.
        ChartPoint Point(ResultRow row) => new(
            Array.IndexOf(places, PlaceOf(row)), double.IsFinite(Height(row)) ? Height(row) : 0,
            row.Number(IsForNewExamples(row) ? "NewExamplesLower" : "DifferenceLower"),
            row.Number(IsForNewExamples(row) ? "NewExamplesUpper" : "DifferenceUpper"), Verdict(row));

        string PlaceOf(ResultRow row) => areMany ? $"{Place(row)}, {row.Text("Activation")}"
            : byActivation ? row.Text("Activation") + AtBest(row)
            : Place(row);

        // Returns the label of a category with the collapsed pairs, and the activations' names if there are several.
        string Marked(string place)
        {
            string[] marks =
            [
                .. from row in shown
                   let pairs = row.Number("Pairs")
                   let lost = pairs - row.Number("SurvivorPairs")
                   where PlaceOf(row) == place && lost > 0
                   select string.Create(CultureInfo.InvariantCulture,
                       $"{(names.Length > 1 ? row.Text("Activation") + " " : "")}{lost} of {pairs} collapsed"),
            ];
            return marks.Length == 0 ? place : $"{place} ({string.Join(", ", marks)})".TrimStart();
        }

        // The best value that the activation has, such as " at LR 0.2".
        static string AtBest(ResultRow row) => row.Text("AtBest") is { Length: > 0 } best
            ? " at " + string.Join(", ", best.Split(", ").Select(c => $"{Short(c)} {row.Text(c)}".TrimStart()))
            : "";

        string Place(ResultRow row) => string.Join(", ",
        [
            .. conditions.Where(c => !Follows(c, row, conditions)).Select(c => $"{Short(c)} {row.Text(c)}".TrimStart()),
            .. baselines.Length > 1 ? [$"against {row.Text("Baseline")}"] : Array.Empty<string>(),
        ]);
    }

    private static bool IsForNewExamples(ResultRow row) => double.IsFinite(row.Number("NewExamplesUpper"));

    /// <summary>Returns the difference; if runs collapsed, that of the surviving pairs.</summary>
    private static double Height(ResultRow row) =>
        double.IsFinite(row.Number("Difference")) ? row.Number("Difference") : row.Number("SurvivorDifference");

    /// <summary>Returns the verdict that the table shows; null if the row has none.</summary>
    private static string? Verdict(ResultRow row) =>
        row.Text("NewExamplesVerdict") is { Length: > 0 } broad ? ChartText.Line(broad)
        : row.Text("Verdict") is { Length: > 0 } verdict ? ChartText.Line(verdict)
        : null;

    /// <summary>
    /// Returns the label of the verdicts. It says that they are adjusted: an interval without 0 next to Unclear would
    /// contradict it otherwise.
    /// </summary>
    private static string NoteLabel(ResultRow[] rows)
    {
        if (!rows.Any(r => Verdict(r) is not null)) return "";
        double tests = rows.Max(r => double.IsFinite(r.Number("Tests")) ? r.Number("Tests") : 0);
        return tests > 1 ? string.Create(CultureInfo.InvariantCulture, $"Verdict, adjusted for {tests:0} tests") : "Verdict";
    }

    /// <summary>Returns the label of the value axis, which says in which direction is better.</summary>
    private static string ValueLabel(ResultRow[] rows, string[] baselines, string metric)
    {
        string what = ColumnLabel.InText(metric);
        // A formula would take the place of what follows.
        string baseline = baselines is [{ Length: <= MaxBaseline } only] ? only : "the baseline";
        string better = HigherIsBetter(rows, metric) switch
        {
            true => " (right is better)",
            false => " (left is better)",
            null => "",
        };
        return $"{char.ToUpperInvariant(what[0])}{what[1..]} minus that of {baseline}{better}";
    }

    /// <summary>
    /// Returns whether higher is better: as the rows were compared, which the probability of the side of the difference
    /// shows, or else by the name of the metric; null if neither says it.
    /// </summary>
    private static bool? HigherIsBetter(ResultRow[] rows, string metric)
    {
        double favors = rows.Select(r => Math.Sign(Number(Height(r)))
            * (Number(r.Number("ProbabilityBetter")) - Number(r.Number("ProbabilityWorse")))).Sum();
        return favors != 0 ? favors > 0 : ComparisonMetric.HigherIsBetterByName(metric);

        static double Number(double value) => double.IsFinite(value) ? value : 0;
    }

    private static string Title(string[] activations, string[] baselines) =>
        (activations.Length == 1 ? activations[0] : "Activations")
        + (baselines.Length == 1 ? $" against {baselines[0]}" : " against baselines");

    /// <summary>Returns whether a column follows from the others, as in the table view.</summary>
    internal static bool Follows(string column, ResultRow row, string[] conditions) =>
        (column == "HiddenLayers" && conditions.Contains("Depth") && !row.Text(column).Contains('-'))
        || (column == "Depth" && conditions.Contains("Network") && row.Text("Network").Length > 0)
        || (column == "Steps" && (conditions.Contains("BatchSize") || conditions.Contains("Epochs")));

    private static string Short(string column) => column switch
    {
        "BatchSize" => "Batch",
        "LearningRate" => "LR",
        "HiddenLayers" or "Network" or "Optimizer" or "Schedule" or "Initializer" or "Dataset" or "OtherSettings" => "",
        _ => column,
    };
}
