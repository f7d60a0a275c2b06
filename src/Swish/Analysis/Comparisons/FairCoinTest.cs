using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// The exact two-sided binomial test at one half, which is both the sign test (of the differences' signs, ties dropped) and
/// McNemar's exact test (of the pairs in which one alone collapsed).
/// </summary>
internal static class FairCoinTest
{
    /// <summary>The chance that heads and tails differ at least as much as here; 1 where there are none.</summary>
    public static double PValue(int heads, int tails) =>
        heads + tails == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, heads + tails, Math.Min(heads, tails)));

    /// <summary>The sign test of paired differences.</summary>
    /// <param name="differences">The pairs' differences.</param>
    /// <param name="tie">The largest size of a difference that is but rounding, and so a tie.</param>
    public static double SignTest(IReadOnlyList<double> differences, double tie) =>
        PValue(differences.Count(d => d > tie), differences.Count(d => d < -tie));
}
