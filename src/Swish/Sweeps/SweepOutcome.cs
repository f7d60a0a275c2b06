using Swish.Training;
using Swish.Training.Checkpoints;

namespace Swish.Sweeps;

/// <summary>Represents a finished run of a sweep.</summary>
/// <param name="Index">The index of the run in the sweep, from 0.</param>
/// <param name="Result">The result; its status is Failed if an error ended the run.</param>
/// <param name="FromLog">Whether the result comes from the log.</param>
/// <param name="Error">The error that ended the run, or null.</param>
/// <param name="LogError">The error that occurred when the result was written to the log, or null.</param>
/// <param name="NetworkError">
/// The error that occurred when the network was written or read, or null. A network that could not be written is kept
/// by the result (<see cref="TrainingResult.GetNetwork"/>).
/// </param>
public sealed record SweepOutcome(
    int Index, TrainingResult Result, bool FromLog = false,
    SwishException? Error = null, SwishException? LogError = null, SwishException? NetworkError = null)
{
    /// <summary>
    /// Gets the warning that a file that took the place of the log had an incomplete last line, or null.
    /// </summary>
    public string? LogWarning { get; init; }

    /// <summary>Gets the checkpoints of the run; null if it has none.</summary>
    public CheckpointFile? Checkpoint { get; init; }
}
