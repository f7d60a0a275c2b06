namespace Swish.Expressions.Text;

/// <summary>Formats an error message that points at a position in a source text.</summary>
public static class SourceUnderline
{
    private const int MaximumWidth = 76;
    private const int MaximumSentence = 500;

    /// <summary>Formats a sentence, the line of the source below it, and carets under the error.</summary>
    /// <param name="source">The whole source text.</param>
    /// <param name="position">The index of the first character to mark; the length of the text marks its end.</param>
    /// <param name="length">The number of characters to mark; those on later lines are not marked.</param>
    /// <param name="sentence">The description of the error; the middle of a long one is left out.</param>
    /// <returns>Three lines of text.</returns>
    public static string Format(string source, int position, int length, string sentence)
    {
        ArgumentNullException.ThrowIfNull(source);
        sentence = PrintableText.Shorten(sentence, MaximumSentence);
        position = Math.Clamp(position, 0, source.Length);
        int start = position == 0 ? 0 : source.LastIndexOf('\n', position - 1) + 1;
        int end = source.IndexOf('\n', position);
        if (end < 0) end = source.Length;

        string line = source[start..end].TrimEnd('\r').Replace('\t', ' ');
        int column = Math.Min(position - start, line.Length);
        int carets = Math.Clamp(length, 1, Math.Max(1, line.Length - column));

        // Show only the part of a long line around the error.
        if (line.Length > MaximumWidth)
        {
            int from = Math.Clamp(column - (MaximumWidth / 3), 0, line.Length - MaximumWidth);
            line = line.Substring(from, MaximumWidth);
            column -= from;
            carets = Math.Clamp(carets, 1, Math.Max(1, MaximumWidth - column));
        }

        return $"{sentence}\n  {line}\n  {new string(' ', column)}{new string('^', carets)}";
    }

    /// <summary>Returns the sentence of a formatted message.</summary>
    /// <param name="message">What <see cref="Format"/> returned.</param>
    /// <returns>The message without its last two lines; all of one that has fewer than three.</returns>
    public static string SentenceOf(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string[] lines = message.Split('\n');
        return lines.Length < 3 ? message : string.Join('\n', lines[..^2]);
    }
}
