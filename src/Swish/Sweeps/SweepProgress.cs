namespace Swish.Sweeps;

/// <summary>Where a sweep stands.</summary>
/// <param name="Runs">Its runs.</param>
/// <param name="Done">Those that are done, those found in the log included.</param>
/// <param name="Fraction">The share of the arithmetic that is done, 0 to 1, of what was not in the log.</param>
/// <param name="Remaining">An estimate of the time left; null where there is nothing to tell it by.</param>
/// <param name="Running">The runs under way, in the order of their slots.</param>
public sealed record SweepProgress(
    int Runs, int Done, double Fraction, TimeSpan? Remaining, IReadOnlyList<RunProgress> Running);
