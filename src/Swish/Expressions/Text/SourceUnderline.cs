namespace Swish.Expressions.Text;

/// <summary>Points at a place in a source text, in the message of an error.</summary>
public static class SourceUnderline
{
    private const int MaximumWidth = 76;

    /// <summary>The sentence, then the line of the source, then carets under the place.</summary>
    /// <param name="source">The whole text.</param>
    /// <param name="position">Where the place begins; the text's length for its end.</param>
    /// <param name="length">How many characters are meant; those of later lines are left out.</param>
    /// <param name="sentence">What is wrong there.</param>
    public static string Format(string source, int position, int length, string sentence)
    {
        ArgumentNullException.ThrowIfNull(source);
        position = Math.Clamp(position, 0, source.Length);
        int start = position == 0 ? 0 : source.LastIndexOf('\n', position - 1) + 1;
        int end = source.IndexOf('\n', position);
        if (end < 0) end = source.Length;

        string line = source[start..end].TrimEnd('\r').Replace('\t', ' ');
        int column = Math.Min(position - start, line.Length);
        int carets = Math.Clamp(length, 1, Math.Max(1, line.Length - column));

        // Of a long line, the part around the place.
        if (line.Length > MaximumWidth)
        {
            int from = Math.Clamp(column - (MaximumWidth / 3), 0, line.Length - MaximumWidth);
            line = line.Substring(from, MaximumWidth);
            column -= from;
            carets = Math.Clamp(carets, 1, Math.Max(1, MaximumWidth - column));
        }

        return $"{sentence}\n  {line}\n  {new string(' ', column)}{new string('^', carets)}";
    }
}
