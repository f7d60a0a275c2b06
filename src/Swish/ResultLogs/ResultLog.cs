using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// A file of finished runs, a line a run, that a sweep appends to and resumes from. Each line is written at once and on
/// the disk before <see cref="Append"/> returns. One process at a time writes to a log. Safe to share between threads.
/// </summary>
public sealed class ResultLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly Dictionary<string, TrainingResult> _results = [];
    private long _length;

    private ResultLog(Stream stream, string path)
    {
        _stream = stream;
        Path = path;
        ResultLogReader reader = ResultLogReader.Over(stream, path);
        // A later line of the same run (after -Force) takes the place of an earlier one.
        while (reader.Next() is ResultLogEntry entry) _results[entry.Result.RunId] = entry.Result;
        Warning = reader.TornLine is string torn ? torn + " The line has been cut off." : null;
        _length = reader.WholeLength;
        CutOff();
        if (reader.LacksEndOfLine) Write("\n"u8.ToArray());
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Says that a torn last line was cut off, or is null.</summary>
    public string? Warning { get; }

    /// <summary>The number of different runs in the log.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _results.Count;
        }
    }

    /// <summary>Opens a log, or creates it; a torn last line is cut off with a <see cref="Warning"/>.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="SwishException">Another process writes to it (ResultLogInUse); it cannot be opened
    /// (ResultLogNotFound, ResultLogUnavailable); a line is damaged (ResultLogDamaged) or of another version
    /// (ResultLogVersion).</exception>
    public static ResultLog Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Over(ResultLogFile.OpenToAppend(path), path);
    }

    /// <summary>A log over a stream that can read, write, seek and be cut; the path is for messages.</summary>
    internal static ResultLog Over(Stream stream, string path)
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

    /// <summary>The result of a run that is in the log, or null.</summary>
    /// <param name="fingerprint">The run's fingerprint.</param>
    public TrainingResult? Find(string fingerprint)
    {
        lock (_gate) return _results.GetValueOrDefault(fingerprint);
    }

    /// <summary>Appends a finished run; it is on the disk when this returns.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data that it was done on.</param>
    /// <param name="result">What came of it.</param>
    /// <exception cref="SwishException">The disk is full (ResultLogFull) or writing failed otherwise
    /// (ResultLogWriteFailed); the log is as it was before, and the next append is tried as if nothing had
    /// been.</exception>
    public void Append(TrainingRecipe recipe, Dataset dataset, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(result);
        byte[] line = ResultLogLine.Write(
            new(result, RecipeJson.Write(recipe), dataset.Fingerprint, MachineInfo.Current));
        lock (_gate)
        {
            try
            {
                CutOff();
                Write(line);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                TryCutOff();
                throw CreateWriteError(Path, error);
            }
            _results[result.RunId] = result;
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

    /// <summary>Removes what lies beyond the last whole line: a torn line, or what a failed write left.</summary>
    private void CutOff()
    {
        if (_stream.Length > _length) _stream.SetLength(_length);
    }

    private void TryCutOff()
    {
        try
        {
            CutOff();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next append, or the next process that opens the log, cuts it.
        }
    }

    private static SwishException CreateWriteError(string path, Exception error) => IsFull(error)
        ? new("ResultLogFull", ErrorKind.LimitExceeded,
            $"There is no room left for the result log '{path}'. The log is whole; free some space and run the same "
            + "command again, which does only what is missing.", path, error)
        : new("ResultLogWriteFailed", ErrorKind.ResourceUnavailable,
            $"A result could not be written to '{path}': {error.Message} The log is as it was before.", path, error);

    /// <summary>ENOSPC, EFBIG and EDQUOT of Linux and macOS; a full disk of Windows.</summary>
    private static bool IsFull(Exception error) => OperatingSystem.IsWindows()
        ? error.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : error.HResult is 28 or 27 or 69 or 122;
}
