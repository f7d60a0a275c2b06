namespace Swish.Sweeps;

/// <summary>Represents the progress of a sweep.</summary>
/// <param name="Runs">The number of runs.</param>
/// <param name="Done">The number of finished runs, including those in the log.</param>
/// <param name="Fraction">The fraction of the arithmetic of all runs not in the log that is done, 0 to 1.</param>
/// <param name="Remaining">An estimate of the remaining time; null if there is not enough data yet.</param>
/// <param name="Running">The runs in progress, in the order of their workers.</param>
public sealed record SweepProgress(
    int Runs, int Done, double Fraction, TimeSpan? Remaining, IReadOnlyList<RunProgress> Running);
