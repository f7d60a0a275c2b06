using System.Text;
using System.Xml;

namespace Swish.Analysis.Charts;

/// <summary>
/// Text that every picture can show. Titles come from people and names from files: a control character is no XML, which
/// an SVG is, and an escape would take over the terminal.
/// </summary>
internal static class ChartText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Returns one line of text: white space becomes a space, and what cannot be shown becomes U+FFFD.
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

    /// <summary>Returns as <see cref="Line"/>, but for line breaks, which stay.</summary>
    /// <param name="text">Any text.</param>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line));
}
