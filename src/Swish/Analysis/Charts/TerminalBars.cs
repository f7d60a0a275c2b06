using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>Draws horizontal bars with intervals, one per line.</summary>
internal static class TerminalBars
{
    /// <summary>The smallest number of columns for bars with notes next to them.</summary>
    private const int MinColumns = 20;

    public static IEnumerable<string> Draw(Chart chart, int width, bool color)
    {
        int margin = Math.Min(width / 3, chart.X.Categories.Select(TextColumns.GetWidth).DefaultIfEmpty(1).Max());
        int columns = width - margin - 2;
        int notes = chart.Series.SelectMany(s => s.Points).Select(p => TextColumns.GetWidth(p.Note ?? "")).DefaultIfEmpty(0).Max();
        bool hasNotes = notes > 0 && columns - notes - 1 >= MinColumns;
        if (hasNotes) columns -= notes + 1;
        AxisTicks ticks = AxisTicks.Of(chart.Y, chart.Values, 0.03, Math.Max(2, columns / 14));

        if (hasNotes && chart.NoteLabel.Length > 0)
        {
            string label = TerminalChart.Fit(chart.NoteLabel, width);
            yield return new string(' ', width - TextColumns.GetWidth(label)) + label;
        }
        for (int place = 0; place < chart.X.Categories.Count; place++)
        {
            if (place > 0 && chart.Series.Count > 1) yield return new string(' ', margin) + '│';
            bool named = false;
            for (int i = 0; i < chart.Series.Count; i++)
                foreach (ChartPoint point in chart.Series[i].Points.Where(p => (int)p.X == place))
                {
                    string name = named ? "" : TerminalChart.Fit(chart.X.Categories[place], margin);
                    named = true;
                    yield return TextColumns.PadRight(name, margin) + '│'
                        + Bar(point, chart.Series[i], TerminalChart.Fill(i), ticks, columns, color)
                        + (hasNotes ? " " + point.Note : "");
                }
        }

        char[] axis = new string('─', columns).ToCharArray();
        char[] names = new string(' ', columns).ToCharArray();
        int free = 0;
        foreach (double value in ticks.Values)
        {
            int column = Column(value, ticks, columns);
            axis[column] = '┬';
            string text = ticks.Text(value);
            int start = Math.Clamp(column - text.Length / 2, 0, Math.Max(0, columns - text.Length));
            if (start < free || text.Length > columns) continue;
            text.CopyTo(0, names, start, text.Length);
            free = start + text.Length + 1;
        }
        yield return new string(' ', margin) + '└' + new string(axis);
        yield return new string(' ', margin + 1) + new string(names);
        // A label that is wider than the bars takes the whole width, in lines.
        if (TextColumns.GetWidth(chart.Y.Label) > columns)
            foreach (string line in TextColumns.Wrap(chart.Y.Label, part => TextColumns.GetWidth(part) <= width))
                yield return TerminalChart.Center(line, width);
        else if (chart.Y.Label.Length > 0)
            yield return new string(' ', margin + 1) + TerminalChart.Center(chart.Y.Label, columns);
    }

    private static string Bar(ChartPoint point, ChartSeries series, char fill, AxisTicks ticks, int columns, bool color)
    {
        int zero = Column(0, ticks, columns);
        int end = Column(point.Y, ticks, columns);
        int lower = double.IsFinite(point.Lower) ? Column(point.Lower, ticks, columns) : end;
        int upper = double.IsFinite(point.Upper) ? Column(point.Upper, ticks, columns) : end;
        StringBuilder text = new();
        for (int i = 0; i < columns; i++)
        {
            // The interval is cut out of the bar, so that it is visible without color.
            bool interval = lower < upper && i >= lower && i <= upper;
            bool bar = i >= Math.Min(zero, end) && i <= Math.Max(zero, end);
            if (interval) text.Append(i == end ? '┼' : i == lower ? '├' : i == upper ? '┤' : '─');
            else if (bar) text.Append(TerminalChart.Paint(fill.ToString(), series, color));
            else text.Append(i == zero ? '│' : ' ');
        }
        return text.ToString();
    }

    private static int Column(double value, AxisTicks ticks, int columns) =>
        Math.Clamp((int)Math.Round(ticks.Share(value) * (columns - 1)), 0, columns - 1);
}
