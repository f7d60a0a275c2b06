using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// The exact two-sided binomial test at one half: the sign test, of the differences' signs with ties left out.
/// </summary>
internal static class BinomialTest
{
    /// <summary>
    /// Returns the chance that heads and tails differ at least as much as here; 1 where there are none.
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

    /// <summary>Returns the sign test of paired differences.</summary>
    /// <param name="differences">The pairs' differences.</param>
    /// <param name="tie">The largest size of a difference that is but rounding, and so a tie.</param>
    public static double SignTest(IReadOnlyList<double> differences, double tie) =>
        PValue(differences.Count(d => d > tie), differences.Count(d => d < -tie));
}
