using System.Text;
using System.Xml;

namespace Swish.Analysis.Charts;

/// <summary>
/// Cleans text from users and files for charts: control characters are not valid in XML, and thus SVG, and escape
/// sequences would change the terminal.
/// </summary>
internal static class ChartText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Returns text as one line: each white-space character becomes a space, and characters that cannot be shown become
    /// U+FFFD.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text)
    {
        StringBuilder line = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c)) line.Append(c).Append(text[++i]);
            else if (char.IsWhiteSpace(c)) line.Append(' ');
            else line.Append(char.IsControl(c) || !XmlConvert.IsXmlChar(c) ? Replacement : c);
        }
        return line.ToString();
    }

    /// <summary>Returns text like <see cref="Line"/>, but keeps line breaks.</summary>
    /// <param name="text">Any text.</param>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line));
}
