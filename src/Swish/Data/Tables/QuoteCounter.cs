using System.Buffers;

namespace Swish.Data.Tables;

/// <summary>
/// Reads the text of a table and follows its quotation marks: one that is not closed would make one value of the rest of
/// the file, and two in the middle of values, such as inches, one value of two rows.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="delimiters">The characters that may separate values.</param>
internal sealed class QuoteCounter(TextReader text, string delimiters) : TextReader
{
    private static readonly SearchValues<char> MarksAndLines = SearchValues.Create("\"\r\n");

    // The last character that is not a space, of what was read before.
    private char _last = '\n';
    private bool _isInValue;

    /// <summary>Gets whether the number of quotation marks that were read is odd.</summary>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public override int Peek() => text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        int character = text.Read();
        if (character >= 0) Follow([(char)character]);
        return character;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    /// <exception cref="FormatException">A quotation that began in the middle of a value has a line break.</exception>
    public override int Read(Span<char> buffer)
    {
        int count = text.Read(buffer);
        Follow(buffer[..count]);
        return count;
    }

    private void Follow(ReadOnlySpan<char> read)
    {
        int start = 0;
        while (true)
        {
            ReadOnlySpan<char> rest = read[start..];
            int next = IsOpen && _isInValue ? rest.IndexOfAny(MarksAndLines) : rest.IndexOf('"');
            if (next < 0) break;
            if (rest[next] != '"')
                throw new FormatException(
                    "A quotation mark is in the middle of a value. Write that value in quotation marks, and the mark twice.");
            char before = LastOf(read[..(start + next)]);
            // A mark right after one that closed a quotation is a mark in it.
            if (!IsOpen && before != '"')
                _isInValue = before is not ('\n' or '\r') && !delimiters.Contains(before, StringComparison.Ordinal);
            IsOpen = !IsOpen;
            start += next + 1;
        }
        _last = LastOf(read);
    }

    // A mark may have spaces before it, unless they separate the values.
    private char LastOf(ReadOnlySpan<char> read)
    {
        int last = delimiters.Contains(' ', StringComparison.Ordinal) ? read.Length - 1 : read.LastIndexOfAnyExcept(' ');
        return last < 0 ? _last : read[last];
    }
}
