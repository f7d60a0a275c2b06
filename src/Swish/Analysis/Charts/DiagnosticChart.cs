using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>
/// Designs the chart of layer diagnostics: a value over the layers after each run's last step, with one line per
/// activation and condition; or over another column, such as the steps.
/// </summary>
internal static class DiagnosticChart
{
    // With more layers than this, the layers share one line with a band, since a line for each would be unreadable.
    private const int MaxLayers = 6;

    private const double ManyTimes = 20;

    private static readonly IReadOnlyList<string> Scaled = ["GradientNorm", "WeightNorm", "StandardDeviation"];

    public static Chart Of(IReadOnlyList<ResultRow> all, ChartRequest request)
    {
        string x = ChartDesign.Column(all, request.X) ?? "Layer";
        bool overTime = x is "Step" or "Epoch";
        IReadOnlyList<ResultRow> rows = overTime ? all : DiagnosticRows.SelectLastStep(all);
        IReadOnlyList<string> y = request.Y.Count > 0 ? [.. request.Y.Select(c => ChartDesign.Column(all, c)!)]
            : [rows.Any(r => double.IsFinite(r.Number("GradientNorm"))) ? "GradientNorm" : "StandardDeviation"];
        rows = DiagnosticRows.OnePerLayer(rows, y);

        string[] layers = [.. rows.Select(r => r.Text("Layer")).Distinct()];
        bool apart = x != "Layer" && layers.Length is > 1 and <= MaxLayers;
        RowSeries lines = new(rows, x, y, apart ? ["Layer"] : []);
        if (lines.Series.Count == 0) throw ChartDesign.Nothing($"The rows have no numbers in {string.Join(", ", y)}.");
        IReadOnlyList<ChartSeries> series = lines.Series;
        bool logarithmic = y.All(Scaled.Contains) && SpansDecades(series);
        bool hasZero = logarithmic && series.SelectMany(s => s.Points).Any(p => p.Y == 0);

        string figures = string.Join(", ", y.Select(Label));
        string title = $"{figures} by {ColumnLabel.InText(x)}";
        if (layers is [string only] && x != "Layer") title += $", hidden layer {only}";
        string[] activations = [.. rows.Select(r => r.Text("Activation")).Distinct()];
        if (activations is [{ Length: > 0 } name] && x != "Activation") title = $"{name}: {Lower(title)}";
        return new()
        {
            Title = request.Title ?? title,
            Subtitle = string.Join("; ", Notes()),
            X = new(request.XLabel ?? (x == "Activation" ? "" : ColumnLabel.Get(x)))
            {
                Logarithmic = !overTime && LogarithmicScale.Fits(lines.Places) && x != "Layer",
                Categories = lines.Categories,
                Ticks = x == "Layer" && ChartDesign.AreFarApart(lines.Places, logarithmic: false) ? lines.Places : [],
            },
            Y = new(request.YLabel ?? figures) { Logarithmic = logarithmic },
            Series = logarithmic ? [.. series.Select(s => s with { Points = Positive(s.Points, series) })] : series,
        };

        IEnumerable<string> Notes()
        {
            double[] steps = [.. rows.Select(DiagnosticRows.Step).Distinct()];
            if (!overTime)
                yield return steps is not [double step] ? "after each run's last step"
                    : step == 0 ? "before the first step"
                    : string.Create(CultureInfo.InvariantCulture, $"after step {step:0}");
            bool mixed = x != "Layer" && layers.Length > MaxLayers;
            if (lines.Runs.Max > 1) yield return ChartDesign.Subtitle(lines, mixed ? "values" : "runs");
            if (hasZero) yield return "0 is not drawn";
        }
    }

    private static string Label(string column) => column switch
    {
        "Mean" => "Mean of the activations",
        "StandardDeviation" => "Standard deviation of the activations",
        _ => ColumnLabel.Get(column),
    };

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static bool SpansDecades(IReadOnlyList<ChartSeries> series)
    {
        double[] values = [.. series.SelectMany(s => s.Points).Select(p => p.Y).Where(v => v > 0)];
        return values.Length > 0 && values.Max() / values.Min() > ManyTimes;
    }

    /// <summary>
    /// Removes points of 0 (the norm of a dead layer) and cuts bands at the smallest positive value, since a
    /// logarithmic axis cannot show 0.
    /// </summary>
    private static IReadOnlyList<ChartPoint> Positive(
        IReadOnlyList<ChartPoint> points, IReadOnlyList<ChartSeries> series)
    {
        double minPositive = series.SelectMany(s => s.Points).SelectMany(p => new[] { p.Y, p.Lower })
            .Where(v => v > 0).Min();
        return
        [
            .. points.Select(p => p.Y <= 0 ? new ChartPoint(p.X, double.NaN)
                : p with { Lower = p.Lower <= 0 ? minPositive : p.Lower }),
        ];
    }
}
