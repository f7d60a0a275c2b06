using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>
/// Draws a critical-difference diagram: a line for each name with a mark at its mean rank, and below them bars that join
/// what does not differ significantly.
/// </summary>
internal static class TerminalRanks
{
    public static IEnumerable<string> Draw(Chart chart, ChartRanks ranks, int width)
    {
        int margin = Math.Min(width / 3, ranks.Items.Max(i => TextColumns.GetWidth(i.Name)));
        int columns = width - margin - 8;
        double first = Math.Floor(ranks.Items[0].Rank), last = Math.Ceiling(ranks.Items[^1].Rank);
        if (last - first < 1) last = first + 1;
        foreach ((string name, double rank) in ranks.Items)
        {
            char[] line = new string(' ', columns).ToCharArray();
            line[Column(rank)] = '●';
            yield return Indented(name, rank.ToString("0.00", CultureInfo.InvariantCulture), new(line));
        }
        yield return Indented("", "", new('─', columns));
        char[] ticks = new string(' ', columns).ToCharArray();
        int step = Math.Max(1, (int)Math.Ceiling((last - first) * 4 / columns));
        for (double rank = first; rank <= last; rank += step)
        {
            string text = rank.ToString(CultureInfo.InvariantCulture);
            int start = Math.Clamp(Column(rank) - (text.Length / 2), 0, columns - text.Length);
            text.CopyTo(0, ticks, start, text.Length);
        }
        yield return Indented("", "", new(ticks));
        yield return new string(' ', margin + 8) + TerminalChart.Center(chart.X.Label, columns);
        foreach ((int from, int to) in ranks.Groups)
        {
            int start = Column(ranks.Items[from].Rank), end = Column(ranks.Items[to].Rank);
            string bar = start == end ? "┴" : "├" + new string('─', end - start - 1) + "┤";
            yield return Indented("", "", new string(' ', start) + bar);
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"critical difference {ranks.CriticalDifference:0.00}");

        int Column(double rank) =>
            Math.Clamp((int)Math.Round((rank - first) / (last - first) * (columns - 1)), 0, columns - 1);

        string Indented(string name, string rank, string text) =>
            TextColumns.PadLeft(TextColumns.Fit(name, margin), margin) + rank.PadLeft(6) + " │" + text;
    }
}
