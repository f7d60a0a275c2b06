using System.Globalization;

namespace Swish.Training.Checkpoints;

/// <summary>
/// Represents the file in which a run keeps its state, so that it continues there if its process is ended. The file is
/// written to a temporary name, flushed to disk and renamed, so that it is always complete. A run never fails because
/// of its checkpoint: what goes wrong is a warning.
/// </summary>
/// <param name="path">The path of the file, which need not exist. Its folder must exist.</param>
/// <param name="every">The number of steps between checkpoints; 0 to only continue from one.</param>
/// <param name="mayResume">Whether the run may continue from a checkpoint that exists.</param>
public sealed class CheckpointFile(string path, int every, bool mayResume = true)
{
    /// <summary>The extension of the files.</summary>
    public const string Extension = ".checkpoint";

    private readonly List<string> _warnings = [];
    private bool _isOurs = true;
    private bool _hasFailed;

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the number of steps between checkpoints; 0 to only continue from one.</summary>
    public int Every { get; } = every;

    /// <summary>Gets the number of steps done with which the run continued; 0 if it started from its beginning.</summary>
    public int ResumedStep { get; private set; }

    /// <summary>Gets what went wrong, in complete sentences.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Deletes the file when the run no longer needs it.</summary>
    public void Delete()
    {
        if (!_isOurs) return;
        try
        {
            File.Delete(Path);
            AtomicFile.DeleteTemporary(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add($"The checkpoint '{Path}' could not be deleted: {error.Message} It is no longer needed.");
        }
    }

    /// <summary>Deletes the checkpoint of a run whose result is known, if there is one.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <param name="stop">Cancels reading it.</param>
    internal static void DeleteObsolete(string path, string runId, CancellationToken stop = default)
    {
        if (!File.Exists(path)) return;
        CheckpointFile file = new(path, every: 0, mayResume: false);
        file.Read(runId, _ => false, stop);
        file.Delete();
    }

    /// <summary>Reads the checkpoint, if there is one that can be trusted.</summary>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <param name="fits">Determines whether a checkpoint of this run has its network and its length.</param>
    /// <param name="stop">Cancels reading a long file.</param>
    /// <returns>The checkpoint, or null to start the run from its beginning.</returns>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    internal Checkpoint? Read(string runId, Predicate<Checkpoint> fits, CancellationToken stop = default)
    {
        if (!File.Exists(Path)) return null;
        string problem;
        try
        {
            using FileStream stream = new(
                RegularFile.Require(Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Checkpoint? checkpoint = CheckpointFormat.Read(new StoppableStream(stream, stop), runId);
            _isOurs = checkpoint is not null;
            if (checkpoint is not null && !mayResume) return null;
            if (checkpoint is not null && fits(checkpoint))
            {
                ResumedStep = checkpoint.Step;
                return checkpoint;
            }
            problem = checkpoint is null ? "it is of another run" : "it does not fit the network of the run";
        }
        catch (InvalidDataException error)
        {
            problem = error.Message;
        }
        catch (Exception error) when (error is NotSupportedException or IOException or UnauthorizedAccessException)
        {
            _isOurs = false;
            problem = error.Message.TrimEnd('.');
        }
        _warnings.Add($"The checkpoint '{Path}' was not used: {problem}. The run started from its first step"
            + (_isOurs || Every == 0 ? "." : ", and wrote no checkpoints, to keep the file."));
        return null;
    }

    /// <summary>Writes a checkpoint in place of the one before.</summary>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="stop">Cancels it; the file before stays.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    internal void Write(string runId, Checkpoint checkpoint, CancellationToken stop = default)
    {
        // A file that is not a checkpoint of this run is never overwritten.
        if (!_isOurs) return;
        try
        {
            AtomicFile.Write(Path, stream => CheckpointFormat.Write(new StoppableStream(stream, stop), runId, checkpoint));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
                _warnings.Add(string.Create(CultureInfo.InvariantCulture,
                    $"The checkpoint '{Path}' could not be written at step {checkpoint.Step}: {error.Message}"));
            _hasFailed = true;
        }
    }
}
