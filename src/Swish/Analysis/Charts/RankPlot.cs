using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Swish.Analysis.Charts;

/// <summary>
/// Adds a critical-difference diagram to a model of the plotting library: an axis of ranks, the better half of the names
/// on the left and the worse half on the right, and bars that join what does not differ significantly.
/// </summary>
internal static class RankPlot
{
    // In units of the distance between two names.
    private const double Gap = 0.45;
    private const double Tick = 0.16;

    private const double FontSize = 12;

    /// <summary>Adds the diagram.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chart">The chart, whose label of the horizontal axis is that of the ranks.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="colors">The colors of the theme.</param>
    /// <param name="width">The width of the picture, in layout units.</param>
    public static void Add(PlotModel model, Chart chart, ChartRanks ranks, ChartColors colors, double width)
    {
        int count = ranks.Items.Count, left = (count + 1) / 2;
        // The ends of the axis, which has room for the bar of the critical difference.
        double first = Math.Floor(ranks.Items[0].Rank), last = Math.Ceiling(ranks.Items[^1].Rank);
        if (last - first < 1) last = first + 1;
        while (last - first < ranks.CriticalDifference && last < count) last++;
        TextWidths measure = new();
        double margin = Math.Min(0.36, (30 + ranks.Items.Max(i => measure.MeasureText(Label(i), null, FontSize).Width)) / width);
        double span = (last - first) / (1 - (2 * margin)), start = first - (margin * span), end = last + (margin * span);
        IReadOnlyList<(int First, int Last)> groups = ranks.Groups;
        double names = Gap * (groups.Count + 1) + 0.4, bottom = names + Math.Max(left, count - left);

        model.PlotAreaBorderThickness = new(0);
        model.Axes.Add(Hidden(AxisPosition.Bottom, start, end, isReversed: false));
        model.Axes.Add(Hidden(AxisPosition.Left, -2.6, Math.Max(bottom, 5), isReversed: true));

        // The critical difference, above the axis.
        AddLine(1.6, (first, -1.6), (first + ranks.CriticalDifference, -1.6));
        AddLine(1.6, (first, -1.6 - Tick), (first, -1.6 + Tick));
        AddLine(1.6, (first + ranks.CriticalDifference, -1.6 - Tick), (first + ranks.CriticalDifference, -1.6 + Tick));
        AddText(string.Create(CultureInfo.InvariantCulture, $"critical difference {ranks.CriticalDifference:0.00}"),
            first + (ranks.CriticalDifference / 2), -1.7, HorizontalAlignment.Center, VerticalAlignment.Bottom);

        AddLine(1.2, (first, 0), (last, 0));
        int step = Math.Max(1, (int)Math.Ceiling((last - first) / 12));
        for (double rank = first; rank <= last; rank += step)
        {
            AddLine(1.2, (rank, -Tick), (rank, Tick));
            AddText(rank.ToString(CultureInfo.InvariantCulture), rank, -0.2, HorizontalAlignment.Center,
                VerticalAlignment.Bottom);
        }
        AddText(chart.X.Label, (first + last) / 2, -0.62, HorizontalAlignment.Center, VerticalAlignment.Bottom);

        for (int i = 0; i < count; i++)
        {
            bool isLeft = i < left;
            double rank = ranks.Items[i].Rank, level = names + (isLeft ? i : count - 1 - i);
            double edge = isLeft ? first - (0.012 * span) : last + (0.012 * span);
            AddLine(1.2, (rank, 0), (rank, level), (edge, level));
            AddText(Label(ranks.Items[i]), edge + (isLeft ? -0.008 : 0.008) * span, level,
                isLeft ? HorizontalAlignment.Right : HorizontalAlignment.Left, VerticalAlignment.Middle);
        }
        for (int i = 0; i < groups.Count; i++)
        {
            double level = Gap * (i + 1), overhang = 0.006 * span;
            AddLine(5, (ranks.Items[groups[i].First].Rank - overhang, level),
                (ranks.Items[groups[i].Last].Rank + overhang, level));
        }

        void AddLine(double thickness, params (double X, double Y)[] points)
        {
            LineSeries line = new()
            {
                Color = thickness > 4 ? colors.Of(SeriesStyle.Colors[0]) : colors.Ink,
                StrokeThickness = thickness,
                LineJoin = LineJoin.Miter,
                MarkerType = MarkerType.None,
            };
            line.Points.AddRange(points.Select(p => new DataPoint(p.X, p.Y)));
            model.Series.Add(line);
        }

        void AddText(string text, double x, double y, HorizontalAlignment horizontal, VerticalAlignment vertical) =>
            model.Annotations.Add(new TextAnnotation
            {
                Text = text,
                TextPosition = new(x, y),
                TextHorizontalAlignment = horizontal,
                TextVerticalAlignment = vertical,
                TextColor = colors.Ink,
                Stroke = OxyColors.Transparent,
                Padding = new(0),
                FontSize = FontSize,
            });
    }

    private static string Label((string Name, double Rank) item) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Name} {item.Rank:0.00}");

    private static LinearAxis Hidden(AxisPosition position, double minimum, double maximum, bool isReversed) => new()
    {
        Position = position,
        Minimum = minimum,
        Maximum = maximum,
        StartPosition = isReversed ? 1 : 0,
        EndPosition = isReversed ? 0 : 1,
        IsAxisVisible = false,
    };
}
