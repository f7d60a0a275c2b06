using System.Globalization;

namespace Swish.ResultLogs;

/// <summary>
/// Reads the lines of a result log, each with a bounded length, and tells a torn last line from other damage.
/// </summary>
public sealed class ResultLogReader
{
    /// <summary>The longest line that is read: far above the longest that is written.</summary>
    private const int MaximumLineBytes = 32 << 20;

    private readonly Stream _stream;
    private readonly string _path;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _lineNumber;
    private bool _isLog;

    private ResultLogReader(Stream stream, string path)
    {
        _stream = stream;
        _path = path;
    }

    /// <summary>Where the last whole line ends; what lies beyond, if anything, is a torn line.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>Whether the last whole line lacks its end of line.</summary>
    internal bool LacksEndOfLine { get; private set; }

    /// <summary>What a torn last line is reported with, or null.</summary>
    internal string? TornLine { get; private set; }

    /// <summary>
    /// Reads a log. A torn last line, which a crash in the middle of a write leaves, is passed over with a warning; the
    /// file stays as it is. A log that is being written can be read.
    /// </summary>
    /// <param name="path">The log.</param>
    /// <param name="warn">Told about a torn last line; null: nobody.</param>
    /// <returns>The runs in the order of their lines. Where a run is there twice (after -Force), both come.</returns>
    /// <exception cref="SwishException">The file is not there (ResultLogNotFound), cannot be read
    /// (ResultLogUnavailable), holds a damaged line (ResultLogDamaged), or one of another version
    /// (ResultLogVersion).</exception>
    public static IEnumerable<ResultLogEntry> Read(string path, Action<string>? warn = null)
    {
        using FileStream stream = ResultLogFile.OpenToRead(path);
        ResultLogReader reader = new(stream, path);
        while (reader.Next() is ResultLogEntry entry) yield return entry;
        if (reader.TornLine is string torn) warn?.Invoke(torn);
    }

    /// <summary>A reader of a stream that is at its beginning; the path is for messages.</summary>
    internal static ResultLogReader Over(Stream stream, string path) => new(stream, path);

    /// <summary>The next run, or null at the end.</summary>
    internal ResultLogEntry? Next()
    {
        while (true)
        {
            int length = FindLine(out bool ended);
            if (length < 0) return null;
            ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
            _lineNumber++;
            if (_lineNumber == 1) _isLog = IsBeginning(Trim(line).Span);
            ResultLogEntry? entry = ended ? ReadLine(line) : ReadLast(line);
            _start += length + (ended ? 1 : 0);
            if (TornLine is null)
            {
                WholeLength += length + (ended ? 1 : 0);
                LacksEndOfLine = !ended;
            }
            if (entry is not null) return entry;
        }
    }

    /// <summary>
    /// Finds the next line in the buffer, reading on as needed: its length without the end, or −1 at the end.
    /// </summary>
    private int FindLine(out bool ended)
    {
        int searched = 0;
        while (true)
        {
            int index = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            ended = index >= 0;
            if (ended) return searched + index;
            searched = _end - _start;
            if (searched > MaximumLineBytes) throw Damaged("it is longer than any run's", null, _lineNumber + 1);
            if (!Fill()) return searched == 0 ? -1 : searched;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int count = ReadStream(_buffer.AsSpan(_end));
        _end += count;
        return count > 0;
    }

    private int ReadStream(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwishException("ResultLogUnavailable", ErrorKind.ResourceUnavailable,
                $"The result log '{_path}' cannot be read: {error.Message}", _path, error);
        }
    }

    private ResultLogEntry? ReadLine(ReadOnlyMemory<byte> line)
    {
        line = Trim(line);
        if (line.IsEmpty) return null;
        try
        {
            return ResultLogLine.Read(line);
        }
        catch (ResultLogLineException error)
        {
            throw Error(error);
        }
    }

    /// <summary>
    /// Reads the last line where its end is missing: a whole run that lacks nothing else, or a torn line. What does not
    /// even begin like a run was not torn by a crash, and may be somebody's file: that is an error.
    /// </summary>
    private ResultLogEntry? ReadLast(ReadOnlyMemory<byte> line)
    {
        ReadOnlyMemory<byte> trimmed = Trim(line);
        if (trimmed.IsEmpty) return null;
        try
        {
            return ResultLogLine.Read(trimmed);
        }
        catch (ResultLogLineException error)
        {
            if (error.OtherVersion is not null || !IsBeginning(trimmed.Span)) throw Error(error);
            TornLine = string.Create(CultureInfo.InvariantCulture,
                $"The last line of '{_path}' (line {_lineNumber}, {line.Length} bytes) is torn, as a crash in the "
                + $"middle of a write leaves it. Its run counts as not done.");
            return null;
        }
    }

    private static bool IsBeginning(ReadOnlySpan<byte> line)
    {
        // A file system that had grown the file before the crash leaves zeros.
        if (line.IndexOfAnyExcept((byte)0) < 0) return true;
        ReadOnlySpan<byte> prefix = ResultLogLine.Prefix;
        return line.Length < prefix.Length ? prefix.StartsWith(line) : line.StartsWith(prefix);
    }

    /// <summary>
    /// Without what an editor may have added: a byte-order mark at the very start, a carriage return, spaces.
    /// </summary>
    private ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        if (_lineNumber == 1 && line.Span.StartsWith("\uFEFF"u8)) line = line[3..];
        while (!line.IsEmpty && line.Span[^1] is (byte)'\r' or (byte)' ' or (byte)'\t') line = line[..^1];
        return line;
    }

    private SwishException Error(ResultLogLineException error) => error.OtherVersion is int version
        ? new("ResultLogVersion", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture,
                $"Line {_lineNumber} of the result log '{_path}' is of version {version}; this Swish reads version ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{ResultLogLine.Version}. Use the Swish that wrote it, or another file."), _path, error)
        : Damaged(error.Message, error, _lineNumber);

    private SwishException Damaged(string why, Exception? cause, int lineNumber) => lineNumber == 1 && !_isLog
        ? new("ResultLogDamaged", ErrorKind.InvalidData,
            $"'{_path}' is no result log: its first line is no run. Give another file; a CSV file is read with "
            + "Import-Csv.", _path, cause)
        : new("ResultLogDamaged", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture,
                $"Line {lineNumber} of the result log '{_path}' is damaged: {why}. ")
            + "Repair or delete that line (its run is then done again), or give another file.", _path, cause);
}
