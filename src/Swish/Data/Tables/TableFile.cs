using System.Text;
using nietras.SeparatedValues;

namespace Swish.Data.Tables;

/// <summary>Reads a file of separated values (CSV, TSV) into a table, row by row.</summary>
public static class TableFile
{
    private const int RowsPerCheck = 16384, LengthPerCheck = 1 << 24;

    /// <summary>Reads a file, plain or gzipped, in UTF-8 or with a byte order mark. Its first row has the names of the
    /// columns.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="table">Receives the rows.</param>
    /// <param name="delimiter">The character between values; null finds it in the first row: a comma, semicolon, tab or
    /// vertical bar.</param>
    /// <param name="isExcluded">Returns whether a column is left out; null reads all.</param>
    /// <param name="progress">Is called now and then with the number of rows read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SwishException">The file cannot be read (TableUnreadable), is not a table (TableMalformed), or has
    /// too many columns or rows (TableTooLarge). The message names the file and the row.</exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public static void Read(
        string path, Table table, char? delimiter = null, Func<string, bool>? isExcluded = null,
        Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        int row = 0;
        long length = 0;
        try
        {
            using FileStream file = new(
                RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using Stream content = GzipContent.IsGzip(file)
                ? GzipContent.Open(file, long.MaxValue, cancellationToken) : file;
            using StreamReader stream = new(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using QuoteCounter text = new(stream, delimiter?.ToString() ?? ",;\t|");
            using SepReader reader = (delimiter is char given ? Sep.New(given).Reader(Quoted) : Sep.Reader(Quoted))
                .From(text);
            if (reader.Header.IsEmpty) return;
            (int Index, string Name)[] names =
            [
                .. reader.Header.ColNames.Index().Select(c => (c.Index, Name: c.Item.Trim()))
                    .Where(c => isExcluded?.Invoke(c.Name) != true),
            ];
            RequireDistinct(names.Select(c => c.Name), path);
            (int Index, TableColumn Column)[] columns = [.. names.Select(c => (c.Index, table.Column(c.Name)))];
            int count = reader.Header.ColNames.Count;
            foreach (SepReader.Row values in reader)
            {
                if (values.ColCount != count)
                {
                    // A blank line, which many programs write at the end.
                    if (values.Span.Trim().IsEmpty) continue;
                    throw new FormatException(
                        $"Row {row + 1} has {values.ColCount} {(values.ColCount == 1 ? "value" : "values")}, and the header "
                        + $"{count} names.");
                }
                foreach ((int index, TableColumn column) in columns) column.Add(values[index].Span);
                table.EndRow();
                length += values.Span.Length;
                if (++row % RowsPerCheck != 0 && length < LengthPerCheck) continue;
                length = 0;
                RequireMemory(table, path);
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Invoke(row);
            }
            // The rest of the file would be one value.
            if (text.IsOpen)
                throw new FormatException("A quotation mark in the last row is not closed before the end of the file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SwishException("TableUnreadable", ErrorKind.ResourceUnavailable,
                $"Cannot read '{path}': {e.Message}", path, e);
        }
        catch (DecoderFallbackException e)
        {
            throw new SwishException("TableMalformed", ErrorKind.InvalidData,
                $"'{path}' is not in UTF-8, after row {row} (without the header). Save it in UTF-8, which some programs call "
                + "CSV UTF-8, or read it with Import-Csv -Encoding and ConvertTo-SwishDataset.", path, e);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or NotSupportedException
            or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new SwishException("TableMalformed", ErrorKind.InvalidData,
                $"'{path}' is not a table of separated values, after row {row} (without the header): "
                + $"{FirstLine(e.Message)}", path, e);
        }
    }

    private static void RequireDistinct(IEnumerable<string> names, string path)
    {
        Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
            if (!known.TryAdd(name, name))
                throw new SwishException("TableMalformed", ErrorKind.InvalidData,
                    $"'{path}' has the columns '{known[name]}' and '{name}', which differ in nothing but case and spaces. "
                    + "Rename one of them, or leave both out with -Exclude.", name);
    }

    /// <summary>
    /// Checks that the values and the texts take at most half of the memory: a small compressed file can have many.
    /// </summary>
    private static void RequireMemory(Table table, string path)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        long texts = table.Columns.Sum(column => column.TextLength) * sizeof(char);
        if (((long)table.RowCount * table.Columns.Count * sizeof(double)) + texts > available)
            throw new SwishException("TableTooLarge", ErrorKind.LimitExceeded,
                $"'{path}' has more than {table.RowCount} rows of {table.Columns.Count} columns, which take more than half "
                + $"of the memory ({available >> 20} MiB){(texts > available / 2 ? ", most of it for long texts" : "")}. "
                + "Exclude columns, or read a part of the file.", path);
    }

    // Quotes around a value are removed, and doubled quotes in it stand for one.
    private static SepReaderOptions Quoted(SepReaderOptions options) =>
        options with { Unescape = true, DisableColCountCheck = true };

    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();
}
