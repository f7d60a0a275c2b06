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
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TrainingResult> _results = [];
    private AppendedFile _file;
    private string? _newWarning;

    private ResultLog(Stream stream, string path, CancellationToken stop)
    {
        _file = new(stream);
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
        catch (Exception error) when (IsOfDisk(error))
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
                _file.RemoveUnfinished();
                _file.CutZeros();
                if (_file.IsChanged) ReadAgain();
                Write(line);
                if (!_file.IsAt(Path, line)) MoveToPath();
            }
            catch (Exception error) when (IsOfDisk(error))
            {
                _file.TryRemoveUnfinished();
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
    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file from its beginning, cuts off an incomplete last line, and adds what it lacks.</summary>
    /// <param name="results">Receives the results of the file.</param>
    /// <param name="stop">Cancels reading.</param>
    /// <returns>The warning about the last line; null if it is complete.</returns>
    private string? ReadFile(Dictionary<string, TrainingResult> results, CancellationToken stop)
    {
        _file.Stream.Position = 0;
        ResultLogReader reader = ResultLogReader.Open(_file.Stream, Path, stop);
        // With -Force a run is logged again, and the later line replaces the earlier one.
        while (reader.ReadNext() is ResultLogEntry entry) results[entry.Result.RunId] = entry.Result;
        string? cut = reader.IncompleteLineWarning is string warning ? warning + CutOff(reader) : null;
        _file.SetEnd(reader.CompleteLength);
        try
        {
            if (reader.LacksNewline) Write("\n"u8);
            if (!reader.IsOurs) Write([.. ResultLogLine.Header, (byte)'\n']);
        }
        catch (Exception error) when (IsOfDisk(error))
        {
            _file.TryRemoveUnfinished();
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

    /// <summary>
    /// Appends bytes. What another program has written behind our lines, or cut off, stays as it is.
    /// </summary>
    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file.TryAppend(bytes, beginsLine: false)) return;
        // What the other program wrote must be a line.
        ReadAgain();
        _file.TryAppend(bytes, beginsLine: true);
    }

    /// <summary>
    /// Removes an incomplete last line, which is kept in a file of its own first, and zeros at the end of the log.
    /// </summary>
    /// <returns>What was done, as a sentence behind the warning.</returns>
    private string CutOff(ResultLogReader reader)
    {
        string? copy = reader.TornLength == 0 ? null
            : ResultLogFile.Keep(Path + ".torn", _file.Stream, reader.CompleteLength, reader.TornLength);
        _file.Remove(reader.CompleteLength, reader.TornLength + reader.Zeros);
        return copy is null ? " They have been cut off." : $" The line has been cut off; what there was is in '{copy}'.";
    }

    /// <summary>Writes all runs of the log to the file that is at its path now, and continues there.</summary>
    private void MoveToPath()
    {
        _file.Stream.Position = 0;
        ResultLogReader reader = ResultLogReader.Open(_file.Stream, Path);
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
        catch (Exception error) when (IsOfDisk(error))
        {
            there._file.TryRemoveUnfinished();
            throw;
        }
        (_file, there._file) = (there._file, _file);
        _newWarning = there.Warning ?? _newWarning;
    }

    // A network drive may deny a write, and not the opening before it.
    private static bool IsOfDisk(Exception error) => error is IOException or UnauthorizedAccessException;

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
