using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>
/// Draws a chart with characters for the terminal: lines with braille dots, two by four per character, and bars with
/// blocks.
/// </summary>
public static class TerminalChart
{
    /// <summary>The minimum width, in columns.</summary>
    public const int MinWidth = 30;

    /// <summary>The minimum height, in lines.</summary>
    public const int MinHeight = 8;

    /// <summary>Draws a chart as lines of text.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">The maximum number of columns, <see cref="MinWidth"/> or more.</param>
    /// <param name="height">
    /// The number of lines for the plot and its axis, <see cref="MinHeight"/> or more; bars take as many as they need.
    /// </param>
    /// <param name="color">
    /// Whether to color series with ANSI escape sequences; otherwise only markers distinguish them.
    /// </param>
    /// <returns>The lines, without line breaks.</returns>
    /// <exception cref="SwishException">The width or the height is too small (TerminalTooSmall).</exception>
    public static IReadOnlyList<string> Draw(Chart chart, int width, int height, bool color)
    {
        if (width < MinWidth || height < MinHeight)
            throw new SwishException("TerminalTooSmall", ErrorKind.InvalidArgument,
                $"A chart needs {MinWidth} columns and {MinHeight} lines or more, not {width} and {height}.",
                width < MinWidth ? width : height);

        List<string> lines = [];
        if (chart.Title.Length > 0)
            lines.AddRange(chart.Title.Split('\n')
                .SelectMany(line => TextColumns.Wrap(line, part => TextColumns.GetWidth(part) <= width))
                .Select(line => Center(line, width)));
        if (chart.Subtitle.Length > 0) lines.Add(Center(chart.Subtitle, width));
        if (lines.Count > 0) lines.Add("");
        lines.AddRange(chart.Matrix is ChartMatrix matrix ? TerminalMatrix.Draw(chart, matrix, width, color)
            : chart.Ranks is ChartRanks ranks ? TerminalRanks.Draw(chart, ranks, width)
            : chart.Tiles.Count > 0 ? TerminalTiles.Draw(chart.Tiles, width, height, color)
            : chart.Panels.Count > 0 ? TerminalMaps.Draw(chart, width, height, color)
            : chart.Bars ? TerminalBars.Draw(chart, width, color)
            : TerminalLines.Draw(chart, width, height, color));
        if (chart.Series.Count > 1) lines.AddRange(Legend(chart, width, color));
        return [.. lines.Select(l => l.TrimEnd())];
    }

    /// <summary>Returns the marker of the series at a position in the legend.</summary>
    internal static char Glyph(int index) => SeriesStyle.Glyphs[index % SeriesStyle.Glyphs.Count];

    /// <summary>Returns the character that fills the bars of the series at a position in the legend.</summary>
    internal static char Fill(int index) => SeriesStyle.Fills[index % SeriesStyle.Fills.Count];

    /// <summary>Returns text in the color of a series, if colors are on.</summary>
    internal static string Paint(string text, ChartSeries series, bool color)
    {
        if (!color) return text;
        int rgb = SeriesStyle.Colors[series.Color % SeriesStyle.Colors.Count];
        // Black becomes the default text color, since the terminal's background may be black.
        return rgb == 0 ? text : $"\u001b[38;2;{rgb >> 16};{(rgb >> 8) & 0xFF};{rgb & 0xFF}m{text}\u001b[0m";
    }

    /// <summary>Truncates text to a width, with an ellipsis if something is cut off.</summary>
    internal static string Fit(string text, int width) => TextColumns.Fit(text, width);

    /// <summary>Centers text in a width.</summary>
    internal static string Center(string text, int width)
    {
        string fitted = Fit(text, width);
        return new string(' ', Math.Max(0, (width - TextColumns.GetWidth(fitted)) / 2)) + fitted;
    }

    private static IEnumerable<string> Legend(Chart chart, int width, bool color)
    {
        yield return "";
        StringBuilder line = new();
        int used = 0;
        for (int i = 0; i < chart.Series.Count; i++)
        {
            ChartSeries series = chart.Series[i];
            string name = Fit(series.Name, width - 4);
            if (used > 0 && used + TextColumns.GetWidth(name) + 5 > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }
            line.Append("  ").Append(Paint($"{(chart.Bars ? Fill(i) : Glyph(i))} {name}", series, color)).Append(' ');
            used += TextColumns.GetWidth(name) + 5;
        }
        yield return line.ToString();
    }
}
