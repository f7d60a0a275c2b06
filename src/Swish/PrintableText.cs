using System.Globalization;
using System.Text;

namespace Swish;

/// <summary>
/// Escapes the characters of a text that a terminal would act on instead of showing them: control characters, and the
/// marks that reorder text. Names come from files, so a message that contains one must not be able to clear the screen,
/// or to show its letters in another order.
/// </summary>
public static class PrintableText
{
    /// <summary>Escapes a text of one or more lines.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text; tabs and line feeds stay, and other such characters are written as <c>\u001B</c>.</returns>
    public static string Escape(string text) => Escape(text, keepLines: true);

    /// <summary>Escapes a name, which is on one line.</summary>
    /// <param name="name">Any text.</param>
    /// <returns>The name; tabs and line feeds are escaped too.</returns>
    public static string EscapeName(string name) => Escape(name, keepLines: false);

    /// <summary>Shortens a text by leaving out its middle.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maximum">The largest number of characters, 16 or more.</param>
    /// <returns>The text, or its beginning and its end with an ellipsis between them.</returns>
    internal static string Shorten(string text, int maximum)
    {
        if (text.Length <= maximum) return text;
        int head = maximum * 3 / 4, tail = text.Length - (maximum - head - 3);
        // Both parts of a surrogate pair or none.
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[tail])) tail++;
        return $"{text[..head]} … {text[tail..]}";
    }

    /// <summary>Determines whether a character acts on a terminal: a control character or a mark of direction.</summary>
    /// <param name="character">Any character.</param>
    /// <returns>True for control characters, line and paragraph separators and bidirectional marks.</returns>
    public static bool IsUnprintable(char character) =>
        char.IsControl(character)
        || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069');

    private static string Escape(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
            {
                escaped?.Append(text, i, 2);
                i++;
                continue;
            }
            // Half of a pair cannot be written to a file.
            if (!char.IsSurrogate(character)
                && (!IsUnprintable(character) || (keepLines && character is '\n' or '\t')))
            {
                escaped?.Append(character);
                continue;
            }
            escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }
        return escaped?.ToString() ?? text;
    }
}
