using System.Globalization;
using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>
/// Measures the width of text in columns of a terminal: two for wide East Asian characters and emoji, none for
/// combining marks (Unicode Standard Annex 11).
/// </summary>
internal static class TextColumns
{
    // The ranges of Wide and Fullwidth characters from EastAsianWidth.txt, merged across unassigned gaps.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
        (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
        (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
        (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19),
        (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18D08), (0x1B000, 0x1B2FB),
        (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
        (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
        (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
        (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596),
        (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
        (0x1F6D5, 0x1F6D7), (0x1F6DC, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7EB),
        (0x1F7F0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Returns the width of a text, in columns.</summary>
    public static int GetWidth(string text) => text.EnumerateRunes().Sum(GetWidth);

    /// <summary>Returns the width of a character, in columns.</summary>
    public static int GetWidth(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune) ? 2 : 1,
    };

    /// <summary>Returns whether a character takes two columns.</summary>
    public static bool IsWide(Rune rune) =>
        rune.Value >= Wide[0].First && Array.Exists(Wide, r => rune.Value >= r.First && rune.Value <= r.Last);

    /// <summary>Truncates text to a width, with an ellipsis if something is cut off.</summary>
    public static string Fit(string text, int width)
    {
        if (GetWidth(text) <= width) return text;
        StringBuilder fitted = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + GetWidth(rune) > width - 1) break;
            used += GetWidth(rune);
            fitted.Append(rune);
        }

        return width > 0 ? fitted.Append('…').ToString() : "";
    }

    /// <summary>Pads text with spaces on the right to a width.</summary>
    public static string PadRight(string text, int width) =>
        text + new string(' ', Math.Max(0, width - GetWidth(text)));

    /// <summary>Pads text with spaces on the left to a width.</summary>
    public static string PadLeft(string text, int width) =>
        new string(' ', Math.Max(0, width - GetWidth(text))) + text;

    /// <summary>Writes text into a line with one element per column, and returns the column after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The line; the second column of a wide character becomes empty.</param>
    /// <param name="start">The column to begin at.</param>
    public static int Put(string text, string[] line, int start)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            int columns = GetWidth(rune);
            if (start + Math.Max(1, columns) > line.Length) return start;
            if (columns == 0)
            {
                if (start > 0) line[start - 1] += rune.ToString();
                continue;
            }

            line[start] = rune.ToString();
            if (columns == 2) line[start + 1] = "";
            start += columns;
        }

        return start;
    }

    /// <summary>Breaks text into lines at spaces; a word that does not fit is broken anywhere.</summary>
    /// <param name="text">One line of text.</param>
    /// <param name="fits">Whether a line is short enough.</param>
    public static IEnumerable<string> Wrap(string text, Func<string, bool> fits)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (fits(longer))
            {
                line = longer;
                continue;
            }

            if (line.Length > 0) yield return line;
            line = "";
            foreach (Rune rune in word.EnumerateRunes())
            {
                if (line.Length > 0 && !fits(line + rune))
                {
                    yield return line;
                    line = "";
                }

                line += rune.ToString();
            }
        }

        yield return line;
    }
}
