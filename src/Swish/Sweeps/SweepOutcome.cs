using Swish.Training;

namespace Swish.Sweeps;

/// <summary>One run of a sweep, done.</summary>
/// <param name="Index">Its place in the sweep, from 0.</param>
/// <param name="Result">What came of it; Status Failed where an error ended it.</param>
/// <param name="FromLog">Whether it was found in the log.</param>
/// <param name="Error">The error that ended it, or null.</param>
/// <param name="LogError">Why it could not be written to the log, or null.</param>
public sealed record SweepOutcome(
    int Index, TrainingResult Result, bool FromLog = false,
    SwishException? Error = null, SwishException? LogError = null);
