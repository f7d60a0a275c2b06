using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Charts;

/// <summary>Chooses the chart for rows of data.</summary>
public static class ChartDesign
{
    /// <summary>Gets the columns of diagnostics that can be plotted.</summary>
    public static IReadOnlyList<string> DiagnosticColumns { get; } =
        [.. DiagnosticRows.Metrics, "Layer", "Step", "Epoch"];

    /// <summary>Gets the columns of curves, learning curves and diagnostics that can be plotted.</summary>
    public static IReadOnlyList<string> KnownColumns { get; } =
    [
        .. ((IEnumerable<string>)["Value", "FirstDerivative", "SecondDerivative", "Step", "Epoch", "ValidationLoss"])
            .Union(DiagnosticColumns),
    ];

    private const string Comparisons = "comparisons", Summaries = "summaries of comparisons",
        Diagnostics = "diagnostics", Curves = "curves", Histories = "learning curves", Results = "results",
        Cells = "cells of a confusion matrix", Images = "images", Predictions = "predictions on a grid",
        Trials = "trials of tuning", Others = "other objects";

    private const int MaxTicks = 12;

    private static readonly IReadOnlyList<string> CurveValues = ["Value", "FirstDerivative", "SecondDerivative"];

    private static readonly IReadOnlyList<string> Numeric =
        ["Depth", "Width", "BatchSize", "LearningRate", "L2", "Dropout", "Epochs", "Steps"];

    /// <summary>
    /// Designs a chart for rows: activation curves, the bars of a comparison, learning curves, diagnostics of layers,
    /// or results over the swept setting. Other rows need the columns in the request.
    /// </summary>
    /// <param name="rows">The rows, all of the same kind.</param>
    /// <param name="request">The user's choices; the rest is chosen from the data.</param>
    /// <returns>The chart.</returns>
    /// <exception cref="SwishException">
    /// There is nothing to plot in the rows (NothingToPlot), the rows are of several kinds (MixedRows), a column does
    /// not exist (UnknownColumn) or holds no numbers (InvalidNumber), or the limits or the scale of the axis are not
    /// valid (InvalidAxis).
    /// </exception>
    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        if (rows.Count == 0) throw Nothing("There is nothing to plot.");
        rows = [.. rows.Select(new ActivationNames(rows).Rename)];
        string[] kinds = [.. rows.Select(KindOf).Distinct()];
        if (kinds.Length > 1)
            throw new SwishException("MixedRows", ErrorKind.InvalidArgument,
                $"A picture shows objects of one kind, and these are {string.Join(" and ", kinds)}; plot each kind by "
                + "itself.", string.Join(", ", kinds));
        Chart chart = OfKind(kinds[0], rows, request);
        // The axes of maps end where the grid ends.
        return chart.Panels.Count > 0 ? chart : ValueAxisOptions.Apply(chart, request);
    }

    private static string KindOf(ResultRow row) =>
        row.Has("Difference") && row.Has("Baseline") ? Comparisons
        : RankChart.IsSummary(row) ? Summaries
        : DiagnosticRows.IsLayerDiagnostic(row) ? Diagnostics
        : ConfusionChart.IsCell(row) ? Cells
        : TileChart.IsTile(row) ? Images
        : PredictionChart.IsPrediction(row) ? Predictions
        : TuningChart.IsTrial(row) ? Trials
        : row.Has("X") && row.Has("FirstDerivative") ? Curves
        : !row.Has("TestAccuracy") && row.Has("Step") && row.Has("TrainLoss") ? Histories
        : row.Has("TestAccuracy") && row.Has("Activation") ? Results
        : Others;

    private static Chart OfKind(string kind, IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        if (kind == Comparisons) return ComparisonChart.Of(rows, request);
        if (kind == Summaries && request.X is null && request.Y.Count == 0) return RankChart.Of(rows, request);
        if (kind == Predictions) return PredictionChart.Of(rows, request);
        if (kind == Diagnostics) return DiagnosticChart.Of(rows, request);
        if (kind == Cells && request.X is null && request.Y.Count == 0) return ConfusionChart.Of(rows, request);
        if (kind == Trials && request.X is null && request.Y.Count == 0) return TuningChart.Of(rows, request);
        if (kind == Images) return TileChart.Of(rows, request);

        bool isCurve = kind == Curves, isHistory = kind == Histories, isResult = kind == Results;
        if (!isCurve && !isHistory && !isResult && (request.X is null || request.Y.Count == 0))
            throw Nothing(
                "These objects are not curves (Get-ActivationCurve), results (Invoke-SwishTraining), learning curves "
                + "(Get-TrainingHistory), diagnostics (Get-TrainingDiagnostic), predictions (Get-PredictionGrid) or comparisons "
                + "(Compare-Activation); "
                + "name the columns to plot with -X and -Y.");

        string x = Column(rows, request.X) ?? (isCurve ? "X" : isHistory ? "Step" : SweptColumn(rows));
        IReadOnlyList<string> y = request.Y.Count > 0 ? [.. request.Y.Select(c => Column(rows, c)!)]
            : isCurve ? CurveColumns(rows)
            : isHistory ? [HasNumbers(rows, "ValidationAccuracy") ? "ValidationAccuracy" : "TrainLoss"]
            : [ComparisonOptions.DefaultMetric(rows)];

        bool showsRate = y.Append(x).Any(HistoryRows.IsRate);
        RowSeries lines = new(isHistory && !showsRate ? HistoryRows.WithRates(rows) : rows, x, y, hasGaps: isCurve);
        if (lines.Series.Count == 0) throw Nothing($"The rows have no numbers in {string.Join(", ", y)}.");
        bool swept = !isCurve && !isHistory;
        bool logarithmic = swept && LogarithmicScale.Fits(lines.Places);
        return new()
        {
            Title = request.Title ?? Title(rows, x, y, isCurve),
            Subtitle = string.Join("; ", (string[])
            [
                .. lines.Runs.Max > 1 ? [Subtitle(lines)] : Array.Empty<string>(),
                .. lines.Unplaced > 0
                    ? [$"{lines.Unplaced} of {rows.Count} rows left out: their {ColumnLabel.InText(x)} is not finite"]
                    : Array.Empty<string>(),
            ]),
            X = new(request.XLabel ?? (x == "Activation" ? "" : ColumnLabel.Get(x)))
            {
                Logarithmic = logarithmic,
                Categories = lines.Categories,
                Ticks = swept && AreFarApart(lines.Places, logarithmic) ? lines.Places : [],
                ShowZero = isCurve,
            },
            Y = new(request.YLabel ?? string.Join(", ", y.Select(ColumnLabel.Get)))
            {
                Logarithmic = SpansDecades(lines, y),
                ShowZero = isCurve,
            },
            Series = lines.Series,
        };
    }

    /// <summary>Creates the error for rows without anything to plot (NothingToPlot).</summary>
    internal static SwishException Nothing(string message) => new("NothingToPlot", ErrorKind.InvalidData, message);

    /// <summary>Finds a column and returns its name as the rows write it; null for null.</summary>
    internal static string? Column(IReadOnlyList<ResultRow> rows, string? name) => name is null ? null
        : rows.SelectMany(r => r.Columns).FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new SwishException("UnknownColumn", ErrorKind.NotFound,
            $"There is no column '{name}' to plot. There are {string.Join(", ", rows[0].Columns)}.", name);

    private static bool HasNumbers(IReadOnlyList<ResultRow> rows, string column) =>
        rows.Any(r => double.IsFinite(r.Number(column)));

    /// <summary>
    /// Returns the columns to plot: the function and its derivatives for one activation, only the functions for
    /// several, to keep the chart readable.
    /// </summary>
    private static IReadOnlyList<string> CurveColumns(IReadOnlyList<ResultRow> rows) =>
        rows.Select(r => r.Text("Activation")).Distinct().Count() == 1
            ? [.. CurveValues.Where(c => HasNumbers(rows, c))]
            : ["Value"];

    private static string SweptColumn(IReadOnlyList<ResultRow> rows)
    {
        IReadOnlyList<string> varying = ConditionColumns.Varying(rows);
        return Numeric.FirstOrDefault(varying.Contains) ?? (varying.Count > 0 ? varying[0] : "Activation");
    }

    /// <summary>Returns whether there is room for a tick at each x value.</summary>
    internal static bool AreFarApart(IReadOnlyList<double> places, bool logarithmic)
    {
        if (places.Count is 0 or > MaxTicks) return false;
        double[] scaled = [.. places.Select(p => logarithmic ? Math.Log(p) : p)];
        return scaled.Zip(scaled.Skip(1), (a, b) => b - a).All(gap => gap >= 0.05 * (scaled[^1] - scaled[0]));
    }

    private static bool SpansDecades(RowSeries lines, IReadOnlyList<string> y)
    {
        if (!y.All(c => c.EndsWith("Loss", StringComparison.OrdinalIgnoreCase))) return false;
        double[] values = [.. lines.Series.SelectMany(s => s.Points).Select(p => p.Y)];
        return values.Min() > 0 && values.Max() / values.Min() > 20;
    }

    private static string Title(IReadOnlyList<ResultRow> rows, string x, IReadOnlyList<string> y, bool isCurve)
    {
        string[] activations = [.. rows.Select(r => r.Text("Activation")).Distinct()];
        if (!isCurve)
        {
            string title = $"{string.Join(", ", y.Select(ColumnLabel.InText))} by {ColumnLabel.InText(x)}";
            return activations is [{ Length: > 0 } only] && x != "Activation"
                ? $"{only}: {title}"
                : char.ToUpperInvariant(title[0]) + title[1..];
        }
        string what = y is ["Value"] ? "" : y.Contains("Value") ? " and derivatives" : " derivatives";
        return activations.Length == 1 ? activations[0] + what.Replace(" and ", " and its ", StringComparison.Ordinal)
            : y switch
            {
                ["Value"] => "Activation functions",
                ["FirstDerivative"] => "First derivatives",
                ["SecondDerivative"] => "Second derivatives",
                _ => "Activation functions and derivatives",
            };
    }

    /// <summary>Returns the subtitle that explains points and bands.</summary>
    internal static string Subtitle(RowSeries lines, string what = "runs")
    {
        (int minRuns, int maxRuns) = lines.Runs;
        string runs = minRuns == maxRuns ? $"{maxRuns}" : $"{minRuns} to {maxRuns}";
        bool areLines = lines.Categories.Count > 0 || lines.Series.All(s => s.Points.Count == 1);
        string spread = areLines ? "line" : "band";
        return $"median of {runs} {what}; {spread} from minimum to maximum";
    }
}
