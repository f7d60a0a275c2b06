using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Swish.Data.Tables;

/// <summary>
/// Holds the values of a column: numbers, texts, and missing values. Whether it is a column of numbers or of text is
/// decided from all values. Not thread-safe.
/// </summary>
/// <remarks>
/// A value takes eight bytes: a number is a double, and a text is a NaN whose low bits are its index among the distinct
/// texts of the column.
/// </remarks>
public sealed class TableColumn
{
    // Tables of many columns and few rows are as common as those of many rows.
    private const int FirstLength = 16, ChunkLength = 1 << 14;
    private const long TextBits = 0x7FF8_0000_0000_0000;

    /// <summary>The largest number of distinct texts that are kept: one more than can be classes.</summary>
    private const int MaxTexts = Dataset.MaxClasses + 1;

    private readonly List<double[]> _chunks = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _texts = [];
    private bool _hasInvariantPoint;
    private int _count;

    internal TableColumn(string name, int rows)
    {
        Name = PrintableText.EscapeName(name);
        _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < rows; i++) AddMissing();
    }

    /// <summary>Gets the name of the column. Control characters and bidirectional marks are escaped.</summary>
    public string Name { get; }

    /// <summary>Gets the number of values, including missing ones.</summary>
    public int Count => _count;

    /// <summary>Gets the number of characters of the distinct texts that are kept.</summary>
    internal long TextLength { get; private set; }

    /// <summary>Gets whether the column is of text; valid after <see cref="Resolve"/>.</summary>
    internal bool IsText { get; private set; }

    /// <summary>
    /// Gets the distinct values in a column of text, in ordinal order; valid after <see cref="Resolve"/>.
    /// </summary>
    internal string[] Categories { get; private set; } = [];

    /// <summary>
    /// Gets a sentence about a column of text whose values look like numbers, which say what to do; null for other
    /// columns. Valid after <see cref="Resolve"/>.
    /// </summary>
    internal string? Hint { get; private set; }

    /// <summary>Adds a value that is written as text: a number in the format of the invariant culture, or any other
    /// text. Empty text, NA, N/A, NaN with or without a sign, null and ? are missing values.</summary>
    /// <param name="text">The text; white space around it is ignored.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (IsMissingText(text)) AddMissing();
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            _hasInvariantPoint |= text.Contains('.');
            Add(number);
        }
        else AddText(text);
    }

    /// <summary>Adds a number; NaN is a missing value.</summary>
    /// <param name="number">The number.</param>
    public void Add(double number) => Append(double.IsNaN(number) ? MissingValue : number);

    /// <summary>Adds a missing value.</summary>
    public void AddMissing() => Append(MissingValue);

    private static double MissingValue => BitConverter.Int64BitsToDouble(TextBits);

    /// <summary>Decides whether the column is of numbers, in the invariant or a given culture, or of text.</summary>
    /// <param name="culture">The culture to try if not all values are numbers in the invariant culture.</param>
    internal void Resolve(CultureInfo culture)
    {
        if (IsText || _texts.Count == 0) return;
        double[] numbers = new double[_texts.Count];
        // A column is written in one culture: a point and a comma as decimal separators are not of the same.
        bool isCulture = !_hasInvariantPoint || culture.NumberFormat.NumberDecimalSeparator == ".";
        for (int i = 0; i < numbers.Length && isCulture; i++)
            isCulture = double.TryParse(_texts[i], NumberStyles.Float, culture, out numbers[i]);
        if (isCulture)
        {
            for (int row = 0; row < _count; row++)
                if (Code(row) is int code and >= 0)
                    this[row] = numbers[code];
            _texts.Clear();
            return;
        }
        ResolveText();
    }

    /// <summary>Makes a column of numbers one of text, for labels.</summary>
    /// <returns>The distinct values in ascending order.</returns>
    internal double[] DistinctNumbers()
    {
        HashSet<double> distinct = [];
        for (int row = 0; row < _count; row++)
            if (!IsMissing(row))
                distinct.Add(this[row] + 0.0);
        return [.. distinct.Order()];
    }

    /// <summary>Explains that single precision makes few different numbers of those of a column, if it does.</summary>
    /// <returns>A sentence that says what to do; null for other columns. Valid after <see cref="Resolve"/>.</returns>
    internal string? ExplainRounding()
    {
        // Of the 24 bits of a number in single precision, fewer than 8 distinguish the values.
        const double MinShare = 1.0 / (1 << 16);
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        for (int row = 0; row < _count && !IsText; row++)
        {
            if (IsMissing(row)) continue;
            minimum = Math.Min(minimum, this[row]);
            maximum = Math.Max(maximum, this[row]);
        }
        return maximum > minimum && maximum - minimum < MinShare * Math.Max(Math.Abs(minimum), Math.Abs(maximum))
            ? string.Create(CultureInfo.InvariantCulture,
                $"The numbers of the column {Name}, from {minimum} to {maximum}, are rounded to single precision, which leaves few ")
                + "different ones. Subtract a constant from them."
            : null;
    }

    /// <summary>Returns whether a value is missing.</summary>
    internal bool IsMissing(int row) => BitConverter.DoubleToInt64Bits(this[row]) == TextBits;

    /// <summary>Returns a number, or in a column of text the index of the category; valid after
    /// <see cref="Resolve"/>.</summary>
    internal double Value(int row) => this[row];

    /// <summary>Appends the values to a hash; valid after <see cref="Resolve"/>.</summary>
    internal void AppendTo(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (string category in Categories.Append(""))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(category));
            hash.AppendData([0]);
        }
        for (int chunk = 0; chunk < _chunks.Count; chunk++)
        {
            ReadOnlySpan<double> values = _chunks[chunk].AsSpan(0, Math.Min(ChunkLength, _count - (chunk * ChunkLength)));
            if (BitConverter.IsLittleEndian)
            {
                hash.AppendData(MemoryMarshal.AsBytes(values));
                continue;
            }
            foreach (double value in values)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                hash.AppendData(bytes);
            }
        }
    }

    private double this[int row]
    {
        get => _chunks[row / ChunkLength][row % ChunkLength];
        set => _chunks[row / ChunkLength][row % ChunkLength] = value;
    }

    private static bool IsMissingText(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => true,
        1 => text[0] == '?',
        2 => text.Equals("NA", StringComparison.OrdinalIgnoreCase),
        3 => text.Equals("NaN", StringComparison.OrdinalIgnoreCase)
            || text.Equals("N/A", StringComparison.OrdinalIgnoreCase),
        4 => text.Equals("null", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private void AddText(ReadOnlySpan<char> text)
    {
        if (!_lookup.TryGetValue(text, out int code))
        {
            // Texts beyond the limit share the last one: there are too many anyway, for a label as for a feature.
            code = Math.Min(_texts.Count, MaxTexts);
            if (code == _texts.Count)
            {
                _texts.Add(text.ToString());
                TextLength += text.Length;
                _codes.Add(_texts[code], code);
            }
        }
        Append(BitConverter.Int64BitsToDouble(TextBits + 1 + code));
    }

    private void Append(double value)
    {
        int place = _count++ % ChunkLength;
        if (place == 0) _chunks.Add(new double[_chunks.Count == 0 ? FirstLength : ChunkLength]);
        else if (place == _chunks[^1].Length) _chunks[^1] = [.. _chunks[^1], .. new double[place]];
        _chunks[^1][place] = value;
    }

    /// <summary>Returns the index of a text; −1 for a number or a missing value.</summary>
    private int Code(int row)
    {
        long bits = BitConverter.DoubleToInt64Bits(this[row]);
        return bits > TextBits ? (int)(bits - TextBits - 1) : -1;
    }

    private void ResolveText()
    {
        string? hint = DecimalComma.Explain(_texts, _hasInvariantPoint) ?? ExplainFewTexts();
        Hint = hint is null ? null : $"The column {Name} {hint}";
        SortedSet<string> distinct = new(_texts, StringComparer.Ordinal);
        Dictionary<double, string> written = [];
        for (int row = 0; row < _count && distinct.Count <= MaxTexts; row++)
        {
            if (IsMissing(row) || Code(row) >= 0 || written.ContainsKey(this[row])) continue;
            string text = Format(this[row]);
            written.Add(this[row], text);
            distinct.Add(text);
        }
        Categories = [.. distinct];
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        for (int i = 0; i < Categories.Length; i++) indices.Add(Categories[i], i);
        for (int row = 0; row < _count; row++)
        {
            if (IsMissing(row)) continue;
            int code = Code(row);
            string text = code >= 0 ? _texts[code] : written.GetValueOrDefault(this[row], "");
            this[row] = indices.GetValueOrDefault(text, Categories.Length - 1);
        }
        _texts.Clear();
        IsText = true;
    }

    /// <summary>
    /// Says which values are not numbers, if nearly all are: a mistake in one would silently make each number a category of its own.
    /// </summary>
    private string? ExplainFewTexts()
    {
        const int Share = 20, MinNumbers = 20;
        int texts = 0, numbers = 0, first = -1;
        HashSet<double> distinct = [];
        for (int row = 0; row < _count; row++)
        {
            if (IsMissing(row)) continue;
            if (Code(row) < 0)
            {
                numbers++;
                if (distinct.Count < MinNumbers) distinct.Add(this[row]);
            }
            else if (texts++ == 0) first = row;
        }
        return texts * Share <= numbers && distinct.Count >= MinNumbers
            ? string.Create(CultureInfo.InvariantCulture,
                $"is read as text, because {texts} of its {texts + numbers} values {(texts == 1 ? "is not a number" : "are not numbers")}, ")
                + string.Create(CultureInfo.InvariantCulture, $"such as '{PrintableText.EscapeName(_texts[Code(first)])}' in row {first + 1}. ")
                + "Correct it, or leave it empty as a missing value."
            : null;
    }

    /// <summary>Returns the category of a value in a column of text, or of labels.</summary>
    /// <param name="value">The value as it is written.</param>
    /// <returns>
    /// The text without surrounding white space; if it is a number in the format of the invariant culture, the number's
    /// shortest text, so that <c>1.0</c> and <c>1</c> are the same category.
    /// </returns>
    public static string CategoryOf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) ? Format(number) : value.Trim();
    }

    /// <summary>Returns a number as the name of a category.</summary>
    internal static string Format(double number) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture);
}
