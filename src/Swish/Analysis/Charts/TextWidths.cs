using System.Text;
using OxyPlot;

namespace Swish.Analysis.Charts;

/// <summary>
/// Measures text for SVG, whose viewer chooses the font, by the widths of a wide sans serif (DejaVu Sans, within a few
/// percent), so that labels fit in any font. The plotting library assumes a narrow font.
/// </summary>
internal sealed class TextWidths() : PdfRenderContext(1, 1, OxyColors.Undefined)
{
    private const double LineHeight = 1.1;
    private const double BoldExtra = 1.12;

    /// <inheritdoc/>
    public override OxySize MeasureText(
        string text, string? fontFamily = null, double fontSize = 10, double fontWeight = 500)
    {
        if (string.IsNullOrEmpty(text)) return OxySize.Empty;
        string[] lines = text.Split('\n');
        double width = lines.Max(line => line.EnumerateRunes().Sum(Width)) * fontSize;
        return new(fontWeight > 500 ? width * BoldExtra : width, lines.Length * fontSize * LineHeight);
    }

    private static double Width(Rune rune) => TextColumns.GetWidth(rune) switch
    {
        0 => 0,
        2 => 1.05,
        _ => rune.IsBmp ? Width((char)rune.Value) : 0.8,
    };

    private static double Width(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' or '′' => 0.28,
        ' ' or '.' or ',' or ':' or ';' or '|' or 'I' => 0.33,
        'f' or 't' or 'r' or '(' or ')' or '-' or '/' or '[' or ']' or '″' => 0.4,
        'm' or 'M' or 'W' or '%' or '@' => 0.97,
        'w' or 'N' or 'O' or 'Q' or 'D' or '=' or '+' or '−' or '±' => 0.82,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.63,
    };
}
