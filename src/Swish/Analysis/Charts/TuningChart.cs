using Swish.Analysis.Comparisons;
using Swish.Analysis.Tuning;

namespace Swish.Analysis.Charts;

/// <summary>
/// Designs the picture of tuning: the best validation accuracy against the number of settings tried, for each network. It
/// shows the first rung, whose settings are independent draws, all trained for equally long.
/// </summary>
internal static class TuningChart
{
    // The time of the band grows with the third power.
    private const int MaxTrials = 400;

    private static readonly string[] Conditions =
        ["Dataset", "HiddenLayers", "Network", "BatchSize", "Optimizer", "Schedule", "Initializer"];

    /// <summary>Returns whether a row is a trial of tuning.</summary>
    public static bool IsTrial(ResultRow row) => row.Has("Trial") && row.Has("Rung") && row.Has("Target");

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        ResultRow[] first = [.. rows.Where(r => r.Number("Rung") == 1)];
        if (first.Length == 0) throw ChartDesign.Nothing("The rows have no trial of the first rung.");
        bool areAccuracies = first.Any(r => double.IsFinite(r.Number("ValidationAccuracy")));
        string column = areAccuracies ? "ValidationAccuracy" : "ValidationLoss";
        string[] varying = [.. Conditions.Where(c => first.Select(r => r.Text(c)).Distinct().Skip(1).Any())];
        string[] activations = [.. first.Select(r => r.Text("Activation")).Distinct()];
        List<ChartSeries> series = [];
        string[] rests = [.. first.Select(Rest).Distinct()];
        // Each call numbers its targets by itself.
        foreach (var target in first.GroupBy(r => (r.Text("Target"), r.Text("Activation"), Rest(r))))
        {
            if (target.Count() > MaxTrials)
                throw ChartDesign.Nothing(
                    $"These are {target.Count()} settings of one network, and a curve shows at most {MaxTrials}; choose some of them.");
            // Losses are turned around, because the curve is that of the highest value.
            double sign = areAccuracies ? 1 : -1;
            IReadOnlyList<(double Median, double Lower, double Upper)> curve = TuningCurve.Of(
                [.. target.Select(r => sign * r.Number(column)).Select(v => double.IsNaN(v) ? double.NegativeInfinity : v)],
                areAccuracies ? 0 : double.NegativeInfinity, areAccuracies ? 1 : 0);
            ResultRow row = target.First();
            int color = Array.IndexOf(activations, row.Text("Activation")), rest = Array.IndexOf(rests, Rest(row));
            series.Add(new(
                string.Join(", ", ((string[])[row.Text("Activation"), Rest(row)]).Where(t => t.Length > 0)),
                [.. curve.Select((c, i) => Point(i + 1, c, sign))], color, rests.Length > 1 ? rest : color));
        }
        double steps = first.Max(r => r.Number("Steps"));
        return new()
        {
            Title = request.Title ?? $"Best {ColumnLabel.InText(column)} by the number of settings tried",
            Subtitle = FormattableString.Invariant(
                $"median of random search at {steps} steps; band with 95 % confidence, whatever the distribution"),
            X = new(request.XLabel ?? "Settings tried"),
            Y = new(request.YLabel ?? $"Best {ColumnLabel.InText(column)}"),
            Series = series,
        };

        string Rest(ResultRow row) => string.Join(", ", varying.Select(c =>
            $"{ColumnLabel.InText(c)} {ConditionValue.Text(ConditionValue.Read(row, c))}"));
    }

    private static ChartPoint Point(int count, (double Median, double Lower, double Upper) at, double sign)
    {
        double one = sign * at.Lower, other = sign * at.Upper;
        return new(count, double.IsFinite(at.Median) ? sign * at.Median : double.NaN,
            double.IsFinite(one) && double.IsFinite(other) ? Math.Min(one, other) : double.NaN,
            double.IsFinite(one) && double.IsFinite(other) ? Math.Max(one, other) : double.NaN);
    }
}
