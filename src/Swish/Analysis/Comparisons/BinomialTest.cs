using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Provides the exact two-sided binomial test with a probability of one half, and the sign test, which applies it to
/// the signs of paired differences.
/// </summary>
internal static class BinomialTest
{
    /// <summary>
    /// Returns the probability that a fair coin gives counts at least as unequal as these; 1 without any throws.
    /// </summary>
    public static double PValue(int heads, int tails)
    {
        int throws = heads + tails;
        int fewer = Math.Min(heads, tails);
        if (throws == 0) return 1;
        // Sums of binomial coefficients are exact where doubles hold them, and larger than a double from 1030 on.
        double tail = throws <= 1000
            ? Math.ScaleB(Enumerable.Range(0, fewer + 1).Sum(k => SpecialFunctions.Binomial(throws, k)), -throws)
            : Binomial.CDF(0.5, throws, fewer);
        return Math.Min(1, 2 * tail);
    }

    /// <summary>Returns the p-value of the sign test of paired differences, without ties.</summary>
    /// <param name="differences">The pairs' differences.</param>
    /// <param name="tie">The largest absolute difference that counts as a tie, since it is rounding.</param>
    public static double SignTest(IReadOnlyList<double> differences, double tie) =>
        PValue(differences.Count(d => d > tie), differences.Count(d => d < -tie));
}
