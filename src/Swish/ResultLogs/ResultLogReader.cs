using System.Globalization;

namespace Swish.ResultLogs;

/// <summary>
/// Reads the lines of a result log, up to a maximum length, and distinguishes an incomplete last line from other
/// damage.
/// </summary>
public sealed class ResultLogReader
{
    /// <summary>The maximum length of a line, far more than the length of any line that is written.</summary>
    internal const int MaximumLineBytes = 32 << 20;

    /// <summary>The number of zeros from which they are counted and no longer buffered.</summary>
    private const int LongZeros = 1 << 16;

    private readonly Stream _stream;
    private readonly string _path;
    private readonly CancellationToken _stop;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _lineNumber;
    private bool _isLog;
    private bool _isOurs;
    private bool _isAtEnd;

    private ResultLogReader(Stream stream, string path, CancellationToken stop)
    {
        _stream = stream;
        _path = path;
        _stop = stop;
    }

    /// <summary>Gets whether a line that certainly is Swish's own has been read.</summary>
    internal bool IsOurs => _isOurs;

    /// <summary>Gets the number of bytes up to the end of the last complete line.</summary>
    internal long CompleteLength { get; private set; }

    /// <summary>Gets the length of the incomplete last line, without the zeros at its end.</summary>
    internal int TornLength { get; private set; }

    /// <summary>Gets the number of zeros at the end of the file.</summary>
    internal long Zeros { get; private set; }

    /// <summary>Gets whether the last complete line has no newline at its end.</summary>
    internal bool LacksNewline { get; private set; }

    /// <summary>Gets the warning about an incomplete last line, or null if there is none.</summary>
    internal string? IncompleteLineWarning { get; private set; }

    /// <summary>
    /// Reads a log without changing it. An incomplete last line, which a crash in the middle of a write leaves, is
    /// skipped with a warning. A log that is being written can be read.
    /// </summary>
    /// <param name="path">The path of the log.</param>
    /// <param name="warn">Called with a warning if the last line is incomplete; null for no warning.</param>
    /// <param name="stop">Cancels reading.</param>
    /// <returns>
    /// The runs in the order of their lines. A run that was logged again with -Force is returned twice.
    /// </returns>
    /// <exception cref="SwishException">
    /// The file does not exist (ResultLogNotFound), cannot be read (ResultLogUnavailable), or contains a line that is
    /// damaged (ResultLogDamaged) or has an unsupported version (ResultLogVersion).
    /// </exception>
    /// <exception cref="OperationCanceledException">Reading was canceled.</exception>
    public static IEnumerable<ResultLogEntry> Read(
        string path, Action<string>? warn = null, CancellationToken stop = default)
    {
        using FileStream stream = ResultLogFile.OpenToRead(path);
        ResultLogReader reader = new(stream, path, stop);
        while (reader.ReadNext() is ResultLogEntry entry) yield return entry;
        if (reader.IncompleteLineWarning is string warning) warn?.Invoke(warning);
    }

    /// <summary>Creates a reader of a stream that is at its beginning; the path is only for messages.</summary>
    internal static ResultLogReader Open(Stream stream, string path, CancellationToken stop = default) =>
        new(stream, path, stop);

    /// <summary>Reads the next run.</summary>
    /// <returns>The run, or null at the end of the log.</returns>
    internal ResultLogEntry? ReadNext()
    {
        while (true)
        {
            // What is written meanwhile may be the rest of the line that was the last one.
            if (_isAtEnd) return null;
            int length = FindLine(out bool hasNewline);
            _isAtEnd = !hasNewline;
            if (length < 0) return null;
            ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
            _lineNumber++;
            if (_lineNumber == 1) _isLog = ResultLogLine.LooksLikeLine(Trim(line).Span);
            ResultLogEntry? entry = hasNewline ? ReadLine(line) : ReadLastLine(line);
            _start += length + (hasNewline ? 1 : 0);
            if (TornLength == 0 && length > 0)
            {
                CompleteLength += length + (hasNewline ? 1 : 0);
                LacksNewline = !hasNewline;
            }
            else if (TornLength == 0 && hasNewline)
            {
                CompleteLength++;
                LacksNewline = false;
            }
            if (entry is not null) return entry;
        }
    }

    /// <summary>
    /// Finds the next line, and reads it into the buffer. Returns its length without the newline and without zeros at
    /// the end of the file, or −1 at the end of the log.
    /// </summary>
    private int FindLine(out bool hasNewline)
    {
        int searched = 0;
        while (true)
        {
            int index = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            hasNewline = index >= 0;
            if (hasNewline) return searched + index;
            searched = _end - _start;
            int zeros = CountZerosAtEnd();
            if (zeros >= LongZeros)
            {
                SkipZeros(zeros);
                return _end - _start;
            }
            if (searched > MaximumLineBytes)
                throw Damaged("it is longer than any line of a result log", null, _lineNumber + 1);
            if (!Fill())
            {
                Zeros += zeros;
                _end -= zeros;
                return searched == 0 ? -1 : searched - zeros;
            }
        }
    }

    private int CountZerosAtEnd()
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, _end - _start);
        return line.Length - 1 - line.LastIndexOfAnyExcept((byte)0);
    }

    /// <summary>
    /// Counts zeros up to the end of the file. Some file systems leave any number of them after a power failure.
    /// </summary>
    private void SkipZeros(int buffered)
    {
        _end -= buffered;
        Zeros = buffered;
        byte[] chunk = new byte[LongZeros];
        // A device such as /dev/zero never ends.
        long maximum = _stream.CanSeek ? _stream.Length : MaximumLineBytes;
        for (int count; (count = ReadStream(chunk)) > 0; Zeros += count)
        {
            if (Zeros > maximum) throw Damaged("its zeros do not end", null, _lineNumber + 1);
            if (chunk.AsSpan(0, count).IndexOfAnyExcept((byte)0) >= 0)
                throw Damaged("it contains zeros in the middle", null, _lineNumber + 1);
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
        _stop.ThrowIfCancellationRequested();
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
            return ReadTrimmed(line);
        }
        catch (ResultLogLineException error)
        {
            throw CreateError(error);
        }
    }

    private ResultLogEntry? ReadTrimmed(ReadOnlyMemory<byte> line)
    {
        ResultLogEntry? entry = line.Span.SequenceEqual(ResultLogLine.Header) ? null : ResultLogLine.Read(line);
        _isOurs = true;
        return entry is null ? null : entry with { Result = entry.Result.WithLogPath(_path) };
    }

    /// <summary>
    /// Reads a last line without a newline, which is either complete or was cut short by a crash. It is incomplete only
    /// if it certainly is Swish's own: it must be the beginning of a line of ours, behind lines of ours or so long that
    /// no other program can have written it. Anything else may be the only copy of somebody's work.
    /// </summary>
    private ResultLogEntry? ReadLastLine(ReadOnlyMemory<byte> line)
    {
        ReadOnlyMemory<byte> trimmed = Trim(line);
        if (trimmed.IsEmpty)
        {
            if (Zeros > 0 && !_isOurs) throw Damaged("it is all zeros", null, _lineNumber);
            if (Zeros > 0) IncompleteLineWarning = DescribeZeros();
            return null;
        }
        try
        {
            ResultLogEntry? entry = ReadTrimmed(trimmed);
            if (Zeros > 0) IncompleteLineWarning = DescribeZeros();
            return entry;
        }
        catch (ResultLogLineException error)
        {
            if (error.OtherVersion is not null || !ResultLogLine.IsBeginning(trimmed.Span, out bool isMarked)
                || !(_isOurs || isMarked))
                throw CreateError(error);
            TornLength = line.Length;
            IncompleteLineWarning = string.Create(CultureInfo.InvariantCulture,
                $"The last line of '{_path}' (line {_lineNumber}, {line.Length} bytes")
                + (Zeros > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {Zeros} zeros") : "")
                + ") is incomplete, probably because of a crash while it was written. Its run is treated as not "
                + "trained.";
            return null;
        }
    }

    private string DescribeZeros() => string.Create(CultureInfo.InvariantCulture,
        $"'{_path}' ends with {Zeros} zeros, which a crash or a power failure left.");

    /// <summary>
    /// Removes what an editor may have added: a byte order mark at the start of the file, a carriage return, spaces.
    /// </summary>
    private ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        if (_lineNumber == 1 && line.Span.StartsWith("\uFEFF"u8)) line = line[3..];
        while (!line.IsEmpty && line.Span[^1] is (byte)'\r' or (byte)' ' or (byte)'\t') line = line[..^1];
        return line;
    }

    private SwishException CreateError(ResultLogLineException error) => error.OtherVersion is int version
        ? new("ResultLogVersion", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture,
                $"Line {_lineNumber} of the result log '{_path}' has version {version}; this version of Swish reads ")
            + string.Create(CultureInfo.InvariantCulture,
                $"version {ResultLogLine.Version}. Use the version of Swish that wrote it, or another file."),
            _path, error)
        : Damaged(error.Message, error, _lineNumber);

    private SwishException Damaged(string why, Exception? cause, int lineNumber) => !_isOurs && !_isLog
        ? new("ResultLogDamaged", ErrorKind.InvalidData,
            $"'{_path}' is not a result log: its first line is not a result. Specify another file; use Import-Csv to "
            + "read a CSV file.", _path, cause)
        : new("ResultLogDamaged", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture,
                $"Line {lineNumber} of the result log '{_path}' is damaged: {why}. ")
            + "Repair or delete this line (its run is then trained again), or specify another file.", _path, cause);
}
