using System.Text;
using SkiaSharp;

namespace Swish.Analysis.Charts;

/// <summary>Chooses the font of a PNG or PDF from the installed fonts.</summary>
internal static class ChartFont
{
    private static readonly IReadOnlyList<string> Preferred =
        ["Helvetica", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Segoe UI", "Open Sans"];

    /// <summary>
    /// Finds an installed font with all characters of a chart, or else the one that lacks the fewest.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="missing">The characters that the font lacks, as text; empty if it has all of them.</param>
    /// <exception cref="SwishException">No font is installed (PngUnavailable).</exception>
    public static string For(Chart chart, out string missing)
    {
        string usual = FindInstalled();
        Rune[] runes = [.. Texts(chart).SelectMany(t => t.EnumerateRunes()).Where(r => r.Value > ' ').Distinct()];
        string best = usual;
        Rune[] least = Lacking(usual, runes);
        foreach (Rune rune in least)
        {
            if (least.Length == 0) break;
            using SKTypeface? other = SKFontManager.Default.MatchCharacter(rune.Value);
            if (other is null) continue;
            Rune[] lacking = Lacking(other.FamilyName, runes);
            if (lacking.Length >= least.Length) continue;
            (best, least) = (other.FamilyName, lacking);
        }

        missing = string.Join(", ", least.Take(5).Select(r => $"'{r}' (U+{r.Value:X4})"));
        if (least.Length > 5) missing += $" and {least.Length - 5} more characters";
        return best;
    }

    private static Rune[] Lacking(string family, Rune[] runes)
    {
        using SKTypeface face = SKTypeface.FromFamilyName(family);
        return [.. runes.Where(r => face.GetGlyph(r.Value) == 0 && TextColumns.GetWidth(r) > 0)];
    }

    private static IEnumerable<string> Texts(Chart chart) =>
    [
        chart.Title, chart.Subtitle, chart.X.Label, chart.Y.Label, .. chart.X.Categories,
        .. chart.Y.Categories, .. chart.Series.Select(s => s.Name), .. chart.Tiles.Select(t => t.Label),
        .. chart.Ranks?.Items.Select(i => i.Name) ?? [],
    ];

    private static string FindInstalled()
    {
        string[] installed = [.. SKFontManager.Default.FontFamilies];
        return Preferred.FirstOrDefault(f => installed.Contains(f, StringComparer.OrdinalIgnoreCase))
            ?? installed.FirstOrDefault(f => f.Contains("Sans", StringComparison.OrdinalIgnoreCase))
            ?? installed.FirstOrDefault()
            ?? throw new SwishException("PngUnavailable", ErrorKind.ResourceUnavailable,
                "No font is installed on this machine, which a PNG or PDF needs; install one, or write an "
                + ".svg instead.");
    }
}
