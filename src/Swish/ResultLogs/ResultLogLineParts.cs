using System.Text.Json;

namespace Swish.ResultLogs;

/// <summary>
/// Represents the parts of a line of a result log: the three arrays that can be long, and the rest. The arrays are read
/// element by element; a JSON document of a whole line would take many times its length.
/// </summary>
internal readonly struct ResultLogLineParts
{
    private readonly ReadOnlyMemory<byte> _line;
    private readonly Range? _history;
    private readonly Range? _diagnostics;
    private readonly Range? _classNames;

    private ResultLogLineParts(ReadOnlyMemory<byte> line, Range? history, Range? diagnostics, Range? classNames)
    {
        _line = line;
        _history = history;
        _diagnostics = diagnostics;
        _classNames = classNames;
    }

    /// <summary>Gets the array of the names of classes; an empty one if the line has none.</summary>
    public ReadOnlyMemory<byte> ClassNames => _classNames is Range range ? _line[range] : "[]"u8.ToArray();

    /// <summary>Gets the array of the learning curve; an empty one if the line has none.</summary>
    public ReadOnlyMemory<byte> History => _history is Range range ? _line[range] : "[]"u8.ToArray();

    /// <summary>Gets the array of the diagnostics; an empty one if the line has none.</summary>
    public ReadOnlyMemory<byte> Diagnostics => _diagnostics is Range range ? _line[range] : "[]"u8.ToArray();

    /// <summary>Gets the number of bytes besides the three arrays.</summary>
    public int RestLength => _line.Length - Length(_history) - Length(_diagnostics) - Length(_classNames);

    /// <summary>Finds the parts of a line, and checks that it is one JSON object.</summary>
    /// <param name="line">The line in UTF-8.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="FormatException">It is not an object, or one of the arrays is there twice or none.</exception>
    public static ResultLogLineParts Find(ReadOnlyMemory<byte> line)
    {
        Range? history = null, diagnostics = null, classNames = null;
        Utf8JsonReader reader = new(line.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("The line is not a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isHistory = reader.ValueTextEquals("history"u8), isDiagnostics = reader.ValueTextEquals("diagnostics"u8);
            bool isDataset = reader.ValueTextEquals("dataset"u8);
            reader.Read();
            if (isDataset && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool isNames = reader.ValueTextEquals("classNames"u8);
                    reader.Read();
                    if (isNames) ReadArray(ref reader, ref classNames);
                    else reader.Skip();
                }
                continue;
            }
            if (isHistory) ReadArray(ref reader, ref history);
            else if (isDiagnostics) ReadArray(ref reader, ref diagnostics);
            else reader.Skip();
        }
        // Reading past the end of the object throws if anything follows.
        reader.Read();
        return new(line, history, diagnostics, classNames);

        static void ReadArray(ref Utf8JsonReader reader, ref Range? range)
        {
            int start = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartArray || range is not null)
                throw new FormatException("A field is not an array, or is there twice.");
            reader.Skip();
            range = start..(int)reader.BytesConsumed;
        }
    }

    /// <summary>Copies the line with empty arrays in place of the three.</summary>
    /// <returns>A JSON object in UTF-8.</returns>
    public byte[] CopyRest()
    {
        using MemoryStream rest = new();
        int copied = 0;
        foreach (Range range in new[] { _history, _diagnostics, _classNames }.OfType<Range>().OrderBy(r => r.Start.Value))
        {
            rest.Write(_line.Span[copied..range.Start.Value]);
            rest.Write("[]"u8);
            copied = range.End.Value;
        }
        rest.Write(_line.Span[copied..]);
        return rest.ToArray();
    }

    private static int Length(Range? range) => range is Range given ? given.End.Value - given.Start.Value : 0;
}
