using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// Represents a file of finished runs, one line per run, that a sweep appends to and resumes from. Each line is flushed
/// to disk before <see cref="Append(ResultLogEntry)"/> returns. One process at a time can write to a log. Instances are thread-safe.
/// </summary>
public sealed class ResultLog : IDisposable
{
    // The check of a line is in its last bytes, so that these are different in any two lines.
    private const int TailLength = 64;

    // It takes a fraction of a second to read as many zeros.
    private const long MaximumZeros = 1L << 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TrainingResult> _results = [];
    private Stream _stream;
    private long _length;
    private byte[] _tail = [];
    private byte[] _unfinished = [];
    private string? _newWarning;

    private ResultLog(Stream stream, string path, CancellationToken stop)
    {
        _stream = stream;
        Path = path;
        Warning = ReadFile(_results, stop);
    }

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; }

    /// <summary>Gets the warning that an incomplete last line was cut off, or null if there was none.</summary>
    public string? Warning { get; }

    /// <summary>
    /// Takes the warning that an incomplete last line was cut off, of a file that took the place of the log since it was
    /// opened.
    /// </summary>
    /// <returns>The warning; null if there is none, or if it was taken.</returns>
    internal string? TakeNewWarning()
    {
        lock (_lock)
        {
            string? warning = _newWarning;
            _newWarning = null;
            return warning;
        }
    }

    /// <summary>Gets the number of different runs in the log.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _results.Count;
        }
    }

    /// <summary>
    /// Opens or creates a log. An incomplete last line is cut off, and <see cref="Warning"/> reports it.
    /// </summary>
    /// <param name="path">The path of the file. Its folder must exist.</param>
    /// <param name="stop">Cancels reading what is in the log.</param>
    /// <returns>The log.</returns>
    /// <exception cref="SwishException">
    /// Another process is writing to the log (ResultLogInUse); its folder does not exist (ResultLogNotFound); the file
    /// cannot be opened (ResultLogUnavailable); a line is damaged (ResultLogDamaged) or has an unsupported
    /// version (ResultLogVersion); or the disk is full (ResultLogFull) or writing failed (ResultLogWriteFailed).
    /// </exception>
    /// <exception cref="OperationCanceledException">Reading was canceled. The log is unchanged.</exception>
    public static ResultLog Open(string path, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Open(ResultLogFile.OpenToAppend(path), path, stop);
    }

    /// <summary>Opens a log on a stream that can read, write and seek; the path is only for messages.</summary>
    internal static ResultLog Open(Stream stream, string path, CancellationToken stop = default)
    {
        try
        {
            return new(stream, path, stop);
        }
        catch (IOException error)
        {
            stream.Dispose();
            throw CreateWriteError(path, error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Finds the result of a run in the log.</summary>
    /// <param name="fingerprint">The fingerprint of the run.</param>
    /// <returns>The result, or null if the run is not in the log.</returns>
    public TrainingResult? Find(string fingerprint)
    {
        lock (_lock) return _results.GetValueOrDefault(fingerprint);
    }

    /// <summary>Appends a finished run and flushes it to disk.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it was trained on.</param>
    /// <param name="result">The result of the run.</param>
    /// <exception cref="SwishException">
    /// The disk is full (ResultLogFull), or writing failed for another reason or the line could not be read again
    /// (ResultLogWriteFailed), or another program has written something else over the log (ResultLogDamaged). The log is
    /// unchanged, and further runs can be appended.
    /// </exception>
    public void Append(TrainingRecipe recipe, Dataset dataset, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(result);
        Append(new(result, RecipeJson.Write(recipe), dataset.Fingerprint, MachineInfo.Current));
    }

    /// <summary>Appends a run of another log and flushes it to disk.</summary>
    /// <param name="entry">The run.</param>
    /// <exception cref="SwishException">The errors of the other overload.</exception>
    public void Append(ResultLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TrainingResult result = entry.Result;
        byte[] line = ResultLogLine.Write(entry);
        RequireReadable(line);
        lock (_lock)
        {
            try
            {
                RemoveUnfinished();
                // Zeros behind something else than our lines are somebody else's.
                if (HasOurTail()) CutZeros();
                if (_stream.Length != _length || !HasOurTail()) ReadAgain();
                Write(line);
                if (!IsAtPath(line)) MoveToPath();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                TryRemoveUnfinished();
                throw CreateWriteError(Path, error);
            }
            _results[result.RunId] = result.WithNetwork(null);
        }
    }

    /// <summary>Checks that a line can be read again: one that cannot makes the whole log useless.</summary>
    private void RequireReadable(byte[] line)
    {
        string reason = "it is too long";
        try
        {
            if (line.Length <= ResultLogReader.MaximumLineBytes)
            {
                _ = ResultLogLine.Read(line.AsMemory()[..^1]);
                return;
            }
        }
        catch (ResultLogLineException error)
        {
            reason = error.Message;
        }
        throw new SwishException("ResultLogWriteFailed", ErrorKind.ResourceUnavailable,
            $"A result is not written to '{Path}', because its line could not be read again: {reason}. The log is unchanged.",
            Path);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>Reads the file from its beginning, cuts off an incomplete last line, and adds what it lacks.</summary>
    /// <param name="results">Receives the results of the file.</param>
    /// <param name="stop">Cancels reading.</param>
    /// <returns>The warning about the last line; null if it is complete.</returns>
    private string? ReadFile(Dictionary<string, TrainingResult> results, CancellationToken stop)
    {
        _stream.Position = 0;
        ResultLogReader reader = ResultLogReader.Open(_stream, Path, stop);
        // With -Force a run is logged again, and the later line replaces the earlier one.
        while (reader.ReadNext() is ResultLogEntry entry) results[entry.Result.RunId] = entry.Result;
        string? cut = reader.IncompleteLineWarning is string warning ? warning + CutOff(reader) : null;
        _length = reader.CompleteLength;
        _tail = ReadTail();
        try
        {
            if (reader.LacksNewline) Write("\n"u8);
            if (!reader.IsOurs) Write([.. ResultLogLine.Header, (byte)'\n']);
        }
        catch (IOException)
        {
            TryRemoveUnfinished();
            throw;
        }
        return cut;
    }

    /// <summary>
    /// Reads the file again after another program has changed it in place, so that lines are only added to a log that can be
    /// read.
    /// </summary>
    /// <exception cref="SwishException">It is not a log any more, or is damaged (ResultLogDamaged). It is unchanged.</exception>
    private void ReadAgain()
    {
        Dictionary<string, TrainingResult> results = [];
        string? cut = ReadFile(results, CancellationToken.None);
        int lost = _results.Keys.Count(runId => !results.ContainsKey(runId));
        if (lost > 0)
            cut = string.Create(CultureInfo.InvariantCulture,
                $"Another program has changed the result log '{Path}' while it was open: {lost} of its runs are no longer in it. ")
                + "The same command trains them again." + (cut is null ? "" : $" {cut}");
        _newWarning = cut ?? _newWarning;
        foreach ((string runId, TrainingResult result) in results) _results[runId] = result;
    }

    /// <summary>Determines whether our lines still end where they ended when the file was read or written.</summary>
    private bool HasOurTail() => ReadTail().AsSpan().SequenceEqual(_tail);

    /// <summary>Reads the last bytes before the end of our lines.</summary>
    private byte[] ReadTail()
    {
        byte[] tail = new byte[(int)Math.Min(TailLength, _length)];
        _stream.Position = _length - tail.Length;
        int count = _stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail[..count];
    }

    /// <summary>
    /// Appends bytes. What another program has written behind our lines, or cut off, stays as it is.
    /// </summary>
    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (TryWrite(bytes, beginsLine: false)) return;
        // What the other program wrote must be a line.
        ReadAgain();
        TryWrite(bytes, beginsLine: true);
    }

    /// <summary>
    /// Appends bytes. Returns false if another program appended a line without its end in the same moment; then blank lines
    /// are where the bytes were written.
    /// </summary>
    private bool TryWrite(ReadOnlySpan<byte> bytes, bool beginsLine)
    {
        long end = _stream.Length;
        bool lacksNewline = beginsLine || (end != _length && end > 0 && ReadByte(end - 1) != '\n');
        _length = end;
        _unfinished = lacksNewline ? [(byte)'\n', .. bytes] : bytes.ToArray();
        _stream.Position = end;
        _stream.Write(_unfinished);
        DiskFlush.Run(_stream);
        long start = FindUnfinished(end);
        if (start > end && _unfinished[0] != '\n' && ReadByte(start - 1) != '\n')
        {
            Blank(start, _unfinished.Length);
            _unfinished = [];
            return false;
        }
        _length = start + _unfinished.Length;
        _unfinished = [];
        _tail = ReadTail();
        return true;
    }

    /// <summary>Returns where the bytes are that were written: behind those that another program appended meanwhile.</summary>
    private long FindUnfinished(long end)
    {
        long length = _stream.Length - end;
        if (length == _unfinished.Length) return end;
        if (length < _unfinished.Length) throw new IOException("It does not keep what is written to it.");
        byte[] appended = new byte[(int)Math.Min(length, ResultLogReader.MaximumLineBytes)];
        _stream.Position = end;
        int count = _stream.ReadAtLeast(appended, appended.Length, throwOnEndOfStream: false);
        int start = appended.AsSpan(0, count).IndexOf(_unfinished);
        return start >= 0 ? end + start : throw new IOException("It does not keep what is written to it.");
    }

    /// <summary>
    /// Cuts off zeros behind our lines: another program has extended the file. A line behind them could not be read.
    /// </summary>
    private void CutZeros()
    {
        long zeros = _stream.Length - _length;
        if (zeros <= 0) return;
        byte[] chunk = new byte[1 << 16];
        _stream.Position = _length;
        for (long left = Math.Min(zeros, MaximumZeros); left > 0;)
        {
            int count = _stream.Read(chunk, 0, (int)Math.Min(chunk.Length, left));
            if (count == 0) return;
            if (chunk.AsSpan(0, count).IndexOfAnyExcept((byte)0) >= 0) return;
            left -= count;
        }
        if (zeros > MaximumZeros) throw new IOException("Another program has extended it by zeros.");
        TryCut(_length, _length + zeros);
    }

    private int ReadByte(long position)
    {
        _stream.Position = position;
        return _stream.ReadByte();
    }

    /// <summary>
    /// Removes an incomplete last line, which is kept in a file of its own first, and zeros at the end of the log.
    /// </summary>
    /// <returns>What was done, as a sentence behind the warning.</returns>
    private string CutOff(ResultLogReader reader)
    {
        string? copy = reader.TornLength == 0 ? null
            : ResultLogFile.Keep(Path + ".torn", _stream, reader.CompleteLength, reader.TornLength);
        if (!TryCut(reader.CompleteLength, reader.CompleteLength + reader.TornLength + reader.Zeros))
            Blank(reader.CompleteLength, reader.TornLength + reader.Zeros);
        return copy is null ? " They have been cut off." : $" The line has been cut off; what there was is in '{copy}'.";
    }

    /// <summary>Cuts off the end of the file, unless another program has appended to it.</summary>
    /// <param name="position">The new length.</param>
    /// <param name="length">The length that the file had when its end was read.</param>
    /// <returns>Whether it was cut off.</returns>
    private bool TryCut(long position, long length)
    {
        if (_stream.Length != length) return false;
        _stream.SetLength(position);
        return true;
    }

    /// <summary>Makes blank lines of bytes that are kept elsewhere, because others follow them.</summary>
    private void Blank(long start, long length)
    {
        byte[] blank = new byte[(int)Math.Min(length, 1 << 16)];
        Array.Fill(blank, (byte)'\n');
        AppendMode.TrySet(_stream, isSet: false);
        try
        {
            _stream.Position = start;
            for (long left = Math.Min(length, MaximumZeros); left > 0; left -= blank.Length)
                _stream.Write(blank, 0, (int)Math.Min(left, blank.Length));
            DiskFlush.Run(_stream);
        }
        finally
        {
            AppendMode.TrySet(_stream, isSet: true);
        }
    }

    /// <summary>Removes what a write that failed left behind: a part of a line of ours, and nothing else.</summary>
    private void RemoveUnfinished()
    {
        long length = _stream.Length - _length;
        if (length <= 0 || length > _unfinished.Length) return;
        byte[] left = new byte[length];
        _stream.Position = _length;
        _stream.ReadExactly(left);
        int written = left.AsSpan().CommonPrefixLength(_unfinished);
        if (left.AsSpan(written).IndexOfAnyExcept((byte)0) < 0) TryCut(_length, _length + length);
    }

    private void TryRemoveUnfinished()
    {
        try
        {
            RemoveUnfinished();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next append, or the next process that opens the log, removes it.
        }
    }

    /// <summary>
    /// Determines whether the file at the path of the log is still the one that is written: it may have been deleted,
    /// or replaced by an editor that saves to a new file.
    /// </summary>
    private bool IsAtPath(byte[] line)
    {
        if (_stream is not FileStream) return true;
        FileInfo file = new(Path);
        if (!file.Exists) return false;
        // The length of a link is that of the path that it contains.
        if (file.LinkTarget is null && file.Length == _length) return true;
        try
        {
            // A file system may be slow to show the length, and another program may have appended to the log.
            using FileStream read = ResultLogFile.OpenToRead(Path);
            if (read.Length < _length) return false;
            byte[] there = new byte[line.Length];
            read.Position = _length - line.Length;
            read.ReadExactly(there);
            return there.AsSpan().SequenceEqual(line);
        }
        catch (SwishException error) when (error.ErrorId == "ResultLogNotFound")
        {
            // It was deleted after all, or is a link to a file that was.
            return false;
        }
    }

    /// <summary>Writes all runs of the log to the file that is at its path now, and continues there.</summary>
    private void MoveToPath()
    {
        _stream.Position = 0;
        ResultLogReader reader = ResultLogReader.Open(_stream, Path);
        using ResultLog there = Open(Path);
        // Of a run that was logged again with -Force, the last line counts, in both files.
        OrderedDictionary<string, ResultLogEntry> entries = [];
        while (reader.ReadNext() is ResultLogEntry entry) entries[entry.Result.RunId] = entry;
        try
        {
            foreach (ResultLogEntry entry in entries.Values)
                if (there.Find(entry.Result.RunId) is not TrainingResult found || !IsSame(found, entry.Result))
                    there.Write(ResultLogLine.Write(entry));
        }
        catch (IOException)
        {
            there.TryRemoveUnfinished();
            throw;
        }
        (_stream, there._stream) = (there._stream, _stream);
        _length = there._length;
        _tail = there._tail;
        _newWarning = there.Warning ?? _newWarning;
    }

    private static bool IsSame(TrainingResult one, TrainingResult other) =>
        one.WeightHash == other.WeightHash && one.Seconds.Equals(other.Seconds)
        && one.NetworkPath == other.NetworkPath;

    private static SwishException CreateWriteError(string path, Exception error) => DiskErrors.IsDiskFull(error)
        ? new("ResultLogFull", ErrorKind.LimitExceeded,
            $"There is no space left for the result log '{path}'. The log is not damaged. Free some disk space and run "
            + "the same command again; only the missing runs are trained.", path, error)
        : new("ResultLogWriteFailed", ErrorKind.ResourceUnavailable,
            $"A result could not be written to '{path}': {error.Message} The log is unchanged.", path, error);
}
