namespace Swish.Analysis.Charts;

/// <summary>Draws lines, the edges of bands, markers and axes with characters.</summary>
internal static class TerminalLines
{
    // A line with more points than this has a marker only every so many columns; otherwise each point has one.
    private const int MaxMarkers = 25;
    private const int ColumnsBetweenMarkers = 12;

    public static IEnumerable<string> Draw(Chart chart, int width, int height, bool color)
    {
        int rows = height - 3;
        AxisTicks y = AxisTicks.Of(chart.Y, chart.Values, 0.03, Math.Max(2, rows / 4));
        int margin = Math.Min(width / 3, y.Values.Select(v => y.Text(v).Length).DefaultIfEmpty(1).Max());
        int columns = width - margin - 2;
        AxisTicks x = AxisTicks.Of(chart.X, chart.Places, chart.X.ShowZero ? 0 : 0.03, Math.Max(2, columns / 12));

        BrailleCanvas canvas = new(columns, rows);
        for (int i = 0; i < chart.Series.Count; i++) DrawSeries(canvas, chart, i, x, y);

        Dictionary<int, string> labels = [];
        foreach (double value in y.Values) labels[Row(y.Share(value), canvas) / 4] = y.Text(value);
        int zero = chart.Y.ShowZero && y.Minimum < 0 && y.Maximum > 0 ? Row(y.Share(0), canvas) / 4 : -1;
        if (chart.Y.Label.Length > 0) yield return TerminalChart.Fit(chart.Y.Label, width);
        for (int row = 0; row < rows; row++)
        {
            bool labeled = labels.TryGetValue(row, out string? label);
            char ground = row == zero ? '─' : labeled ? '·' : ' ';
            yield return TextColumns.PadLeft(TerminalChart.Fit(label ?? "", margin), margin) + (labeled ? '┤' : '│')
                + canvas.Row(row, color, column => ground == '·' && column % 2 == 0 ? ' ' : ground);
        }

        (string axis, string names) = Bottom(chart.X, x, canvas, columns);
        yield return new string(' ', margin) + '└' + axis;
        yield return new string(' ', margin + 1) + names;
        if (chart.X.Label.Length > 0)
            yield return new string(' ', margin + 1) + TerminalChart.Center(chart.X.Label, columns);
    }

    private static void DrawSeries(BrailleCanvas canvas, Chart chart, int index, AxisTicks x, AxisTicks y)
    {
        ChartSeries series = chart.Series[index];
        bool sparse = series.Points.Count <= MaxMarkers;
        bool places = chart.X.Categories.Count > 0;
        double shift = places && chart.Series.Count > 1 ? 0.5 * ((double)index / (chart.Series.Count - 1) - 0.5) : 0;
        (double X, double Y)? before = null;
        double? nextMarker = null;
        List<(double X, double Y)> markers = [];
        foreach (ChartPoint point in series.Points)
        {
            if (!double.IsFinite(point.Y))
            {
                before = null;
                continue;
            }
            (double X, double Y) here =
                (x.Share(point.X + shift) * (canvas.Width - 1), (1 - y.Share(point.Y)) * (canvas.Height - 1));
            if (!double.IsFinite(here.X) || !double.IsFinite(here.Y))
            {
                before = null;
                continue;
            }
            if (!places && before is { } from) canvas.Line(from.X, from.Y, here.X, here.Y, series);
            if (sparse && double.IsFinite(point.Lower))
            {
                double lower = (1 - y.Share(point.Lower)) * (canvas.Height - 1);
                double upper = (1 - y.Share(point.Upper)) * (canvas.Height - 1);
                canvas.Line(here.X, lower, here.X, upper, series);
            }
            // On dense lines, each series has its markers at other columns, so that they do not cover each other.
            nextMarker ??= sparse ? here.X : here.X + 5 * (index + 1);
            if (sparse || here.X >= nextMarker)
            {
                markers.Add(here);
                nextMarker = here.X + 2 * ColumnsBetweenMarkers;
            }
            before = here;
        }
        foreach ((double column, double row) in markers)
            if (column > -1 && column < canvas.Width && row > -1 && row < canvas.Height)
                canvas.Marker(
                    (int)Math.Round(column), (int)Math.Round(row), TerminalChart.Glyph(index), series);
    }

    /// <summary>Draws the axis with its ticks, and as many labels below as there is room for.</summary>
    private static (string Axis, string Names) Bottom(
        ChartAxis axis, AxisTicks ticks, BrailleCanvas canvas, int columns)
    {
        char[] line = new string('─', columns).ToCharArray();
        string[] names = [.. Enumerable.Repeat(" ", columns)];
        int room = axis.Categories.Count > 0 ? columns / axis.Categories.Count - 1 : columns;
        int free = 0;
        foreach (double value in ticks.Values)
        {
            int column = Math.Clamp(Column(ticks.Share(value), canvas) / 2, 0, columns - 1);
            line[column] = '┬';
            string name = axis.Categories.Count > 0 ? axis.Categories[(int)value] : ticks.Text(value);
            string text = TerminalChart.Fit(name, room);
            int wide = TextColumns.GetWidth(text);
            int start = Math.Clamp(column - wide / 2, 0, Math.Max(0, columns - wide));
            if (start < free || wide > columns) continue;
            free = TextColumns.Put(text, names, start) + 1;
        }
        return (new(line), string.Concat(names));
    }

    private static int Column(double share, BrailleCanvas canvas) => (int)Math.Round(share * (canvas.Width - 1));

    private static int Row(double share, BrailleCanvas canvas) => (int)Math.Round((1 - share) * (canvas.Height - 1));
}
