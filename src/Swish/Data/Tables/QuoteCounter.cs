namespace Swish.Data.Tables;

/// <summary>Reads text and counts its quotation marks: in a table, an odd number means that one is not closed.</summary>
internal sealed class QuoteCounter(TextReader text) : TextReader
{
    /// <summary>Gets whether the number of quotation marks that were read is odd.</summary>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public override int Peek() => text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        int character = text.Read();
        IsOpen ^= character == '"';
        return character;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        int count = text.Read(buffer);
        IsOpen ^= int.IsOddInteger(buffer[..count].Count('"'));
        return count;
    }
}
