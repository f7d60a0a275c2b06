using System.Globalization;
using System.Xml.Linq;
using MathNet.Numerics.Statistics;
using Swish.Analysis.Charts;
using Swish.Training;

namespace Swish.Analysis.Reports;

/// <summary>Draws the learning curves of the runs, one figure for each condition.</summary>
/// <param name="figures">The figures of the page.</param>
internal sealed class CurveSection(FigureSet figures)
{
    private const int MaxFigures = 6;
    private const int MaxPoints = 60;
    private const double Height = 380;

    private static readonly (string Column, Func<TrainingPoint, double> Value)[] Measures =
    [
        (nameof(TrainingPoint.ValidationAccuracy), p => p.ValidationAccuracy),
        (nameof(TrainingPoint.ValidationLoss), p => p.ValidationLoss),
        (nameof(TrainingPoint.TrainLoss), p => p.TrainLoss),
    ];

    /// <summary>Returns the section; null if no run has a learning curve.</summary>
    /// <param name="results">The runs, each with its row.</param>
    /// <param name="pairs">The comparison, whose conditions and choice of runs the figures follow.</param>
    public XElement? Make(IReadOnlyList<(ResultRow Row, TrainingResult Result)> results, ComparedPairs pairs)
    {
        results = [.. results.Where(r => r.Result.GetHistory().Count > 1)];
        if (results.Count == 0) return null;
        string[] activations = [.. results.Select(r => r.Row.Text("Activation")).Distinct()];
        (string Condition, (ResultRow Row, TrainingResult Result)[] Runs)[] groups =
        [
            .. pairs.Rows.GroupBy(pairs.Condition).Select(g => (g.Key,
                results.Where(r => g.Any(row => pairs.Includes(row, r.Row))).ToArray())).Where(g => g.Item2.Length > 0),
        ];
        if (groups.Length == 0) groups = [("", [.. results])];
        return Html.Section("curves", "Learning curves",
            groups.Take(MaxFigures).Select(g => Figure(g.Condition, g.Runs, activations)),
            groups.Length > MaxFigures
                ? Html.Element("p", Html.Attribute("class", "note"), string.Create(CultureInfo.InvariantCulture,
                    $"The first {MaxFigures} of {groups.Length} conditions are shown."))
                : null);
    }

    private XElement Figure(
        string condition, (ResultRow Row, TrainingResult Result)[] runs, string[] activations)
    {
        (string column, Func<TrainingPoint, double> value) = Measures.FirstOrDefault(
            m => runs.Any(r => r.Result.GetHistory().Any(p => double.IsFinite(m.Value(p)))), Measures[^1]);
        HashSet<int> steps = Steps(runs.SelectMany(r => r.Result.GetHistory()).Select(p => p.Step));
        List<ChartSeries> series = [];
        for (int i = 0; i < activations.Length; i++)
        {
            ChartPoint[] points =
            [
                .. runs.Where(r => r.Row.Text("Activation") == activations[i]).SelectMany(r => r.Result.GetHistory())
                    .Where(p => steps.Contains(p.Step) && double.IsFinite(value(p)))
                    .GroupBy(p => p.Step, value).OrderBy(g => g.Key).Select(Point),
            ];
            if (points.Length > 0) series.Add(new(activations[i], points, i, i));
        }
        int[] counts = [.. runs.GroupBy(r => r.Row.Text("Activation")).Select(g => g.Count())];
        string count = counts.Min() == counts.Max()
            ? $"{counts[0]}" : string.Create(CultureInfo.InvariantCulture, $"{counts.Min()} to {counts.Max()}");
        string label = ColumnLabel.Get(column);
        Chart chart = new()
        {
            Title = condition.Length > 0 ? $"{label}, {condition}" : label,
            X = new("Step"),
            Y = new(label),
            Series = series,
        };
        return figures.Draw(chart, Height, counts.Max() == 1 ? $"{label} of one run of each activation."
            : $"{label}: median of {count} runs of each activation, with a band from minimum to maximum.");
    }

    /// <summary>Returns the steps to show, evenly chosen, with the last one.</summary>
    private static HashSet<int> Steps(IEnumerable<int> all)
    {
        int[] ordered = [.. all.Distinct().Order()];
        int every = (ordered.Length + MaxPoints - 1) / MaxPoints;
        return [.. ordered.Where((_, i) => (ordered.Length - 1 - i) % every == 0)];
    }

    private static ChartPoint Point(IGrouping<int, double> values) => values.Count() == 1
        ? new(values.Key, values.First())
        : new(values.Key, values.Median(), values.Min(), values.Max());
}
