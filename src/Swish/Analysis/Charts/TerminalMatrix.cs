using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>Draws a heat map as a table of its texts, or of blocks if they do not fit.</summary>
internal static class TerminalMatrix
{
    private const string Blocks = " ░▒▓█";

    public static IEnumerable<string> Draw(Chart chart, ChartMatrix matrix, int width, bool color)
    {
        IReadOnlyList<string> rows = chart.Y.Categories, columns = chart.X.Categories;
        int margin = Math.Min(width / 3, rows.Select(TextColumns.GetWidth).Max());
        int longest = Math.Max(
            matrix.Texts.Cast<string>().Max(text => text.Length), columns.Max(TextColumns.GetWidth));
        int room = (width - margin - 2) / columns.Count;
        bool hasTexts = room > matrix.Texts.Cast<string>().Max(text => text.Length);
        int cell = hasTexts ? Math.Min(longest + 1, room) : Math.Clamp(room, 1, 2);
        // What does not fit is left out at the right.
        int count = Math.Min(columns.Count, (width - margin - 2) / cell);

        string indent = new(' ', margin + 2);
        if (chart.X.Label.Length > 0) yield return indent + TerminalChart.Fit(chart.X.Label, width - margin - 2);
        if (cell > 1)
            yield return indent + string.Concat(columns.Take(count).Select(
                name => TextColumns.PadLeft(TextColumns.Fit(name, cell - 1), cell)));
        for (int row = 0; row < rows.Count; row++)
        {
            StringBuilder line = new(TextColumns.PadLeft(TextColumns.Fit(rows[row], margin), margin) + " │");
            for (int column = 0; column < count; column++)
            {
                double shade = matrix.Shades[row, column];
                string text = hasTexts ? TextColumns.PadLeft(matrix.Texts[row, column], cell)
                    : new string(Blocks[(int)Math.Round(shade * (Blocks.Length - 1))], cell);
                line.Append(color && hasTexts && shade > 0 ? Shaded(text, shade) : text);
            }
            yield return line.ToString();
        }
        if (chart.Y.Label.Length > 0) yield return indent + TerminalChart.Fit($"rows: {chart.Y.Label}", width - margin - 2);
    }

    /// <summary>Returns text on a background from black to blue, which is legible on any terminal.</summary>
    private static string Shaded(string text, double shade)
    {
        int blue = (int)Math.Round(60 + 140 * shade), green = (int)Math.Round(90 * shade);
        return $"\u001b[38;2;255;255;255;48;2;0;{green};{blue}m{text}\u001b[0m";
    }
}
