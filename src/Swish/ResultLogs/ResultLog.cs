using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// Represents a file of finished runs, one line per run, that a sweep appends to and resumes from. Each line is flushed
/// to disk before <see cref="Append"/> returns. One process at a time can write to a log. Instances are thread-safe.
/// </summary>
public sealed class ResultLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stream _stream;
    private readonly Dictionary<string, TrainingResult> _results = [];
    private long _length;

    private ResultLog(Stream stream, string path)
    {
        _stream = stream;
        Path = path;
        ResultLogReader reader = ResultLogReader.Open(stream, path);
        // With -Force a run is logged again, and the later line replaces the earlier one.
        while (reader.ReadNext() is ResultLogEntry entry) _results[entry.Result.RunId] = entry.Result;
        Warning = reader.IncompleteLineWarning is string warning ? warning + " The line has been cut off." : null;
        _length = reader.CompleteLength;
        Truncate();
        if (reader.LacksNewline) Write("\n"u8.ToArray());
    }

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; }

    /// <summary>Gets the warning that an incomplete last line was cut off, or null if there was none.</summary>
    public string? Warning { get; }

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
    /// <returns>The log.</returns>
    /// <exception cref="SwishException">
    /// Another process is writing to the log (ResultLogInUse); its folder does not exist (ResultLogNotFound); the file
    /// cannot be opened (ResultLogUnavailable); a line is damaged (ResultLogDamaged) or has an unsupported
    /// version (ResultLogVersion); or the disk is full (ResultLogFull) or writing failed (ResultLogWriteFailed).
    /// </exception>
    public static ResultLog Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Open(ResultLogFile.OpenToAppend(path), path);
    }

    /// <summary>Opens a log on a stream that can read, write and seek; the path is only for messages.</summary>
    internal static ResultLog Open(Stream stream, string path)
    {
        try
        {
            return new(stream, path);
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
    /// The disk is full (ResultLogFull) or writing failed for another reason (ResultLogWriteFailed). The log is
    /// unchanged, and further runs can be appended.
    /// </exception>
    public void Append(TrainingRecipe recipe, Dataset dataset, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(result);
        byte[] line = ResultLogLine.Write(
            new(result, RecipeJson.Write(recipe), dataset.Fingerprint, MachineInfo.Current));
        lock (_lock)
        {
            try
            {
                Truncate();
                Write(line);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                TryTruncate();
                throw CreateWriteError(Path, error);
            }
            _results[result.RunId] = result.WithNetwork(null);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void Write(byte[] bytes)
    {
        _stream.Position = _length;
        _stream.Write(bytes);
        if (_stream is FileStream file) file.Flush(flushToDisk: true);
        else _stream.Flush();
        _length += bytes.Length;
    }

    /// <summary>Removes everything after the last complete line: an incomplete line, or a partial write.</summary>
    private void Truncate()
    {
        if (_stream.Length > _length) _stream.SetLength(_length);
    }

    private void TryTruncate()
    {
        try
        {
            Truncate();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next append, or the next process that opens the log, truncates it.
        }
    }

    private static SwishException CreateWriteError(string path, Exception error) => DiskErrors.IsDiskFull(error)
        ? new("ResultLogFull", ErrorKind.LimitExceeded,
            $"There is no space left for the result log '{path}'. The log is not damaged. Free some disk space and run "
            + "the same command again; only the missing runs are trained.", path, error)
        : new("ResultLogWriteFailed", ErrorKind.ResourceUnavailable,
            $"A result could not be written to '{path}': {error.Message} The log is unchanged.", path, error);
}
