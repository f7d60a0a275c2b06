using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>Draws maps for the terminal, below each other: a character for each cell, by its class.</summary>
internal static class TerminalMaps
{
    public static IEnumerable<string> Draw(Chart chart, int width, int height, bool color)
    {
        // A character is about twice as high as it is wide.
        int rows = Math.Max(4, height - 2), columns = Math.Min(width, 2 * rows);
        foreach (ChartPanel panel in chart.Panels)
        {
            yield return TerminalChart.Center(panel.Title, columns);
            for (int row = rows - 1; row >= 0; row--)
            {
                StringBuilder line = new();
                for (int column = 0; column < columns; column++)
                {
                    int x = column * panel.Columns / columns, y = row * panel.Rows / rows;
                    int label = panel.Cells[(y * panel.Columns) + x].Class;
                    line.Append(label < 0
                        ? " "
                        : TerminalChart.Paint($"{TerminalChart.Glyph(label)}", chart.Series[label], color));
                }
                yield return line.ToString();
            }
            yield return "";
        }
    }
}
