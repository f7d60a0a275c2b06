using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents Friedman's test of several treatments that are ranked in blocks, with the mean ranks and the critical
/// difference between two of them. M. Friedman, The use of ranks to avoid the assumption of normality implicit in the
/// analysis of variance, J. Am. Statist. Assoc. 32 (1937), 675–701; J. Demšar, Statistical comparisons of classifiers
/// over multiple data sets, J. Mach. Learn. Res. 7 (2006), 1–30.
/// </summary>
/// <param name="MeanRanks">The mean rank of each treatment; 1 is the best.</param>
/// <param name="Statistic">Friedman's χ², corrected for ties.</param>
/// <param name="PValue">The probability of such a statistic without any difference, by the χ² distribution.</param>
/// <param name="CriticalDifference">
/// The difference of two mean ranks that is significant at the 5 % level (P. B. Nemenyi, 1963).
/// </param>
internal sealed record FriedmanTest(
    IReadOnlyList<double> MeanRanks, double Statistic, double PValue, double CriticalDifference)
{
    // Scores that differ by less, relative to their size, are equal but for rounding.
    private const double Rounding = 1e-12;

    /// <summary>Tests scores.</summary>
    /// <param name="scores">
    /// The scores, [blocks][treatments], at least one block and two treatments; higher is better, and −∞ is a score.
    /// </param>
    public static FriedmanTest Of(IReadOnlyList<double[]> scores)
    {
        int blocks = scores.Count, treatments = scores[0].Length;
        double[] sums = new double[treatments];
        double ties = 0;
        foreach (double[] block in scores) ties += AddRanks(block, sums);
        double squares = sums.Sum(s => s * s), k = treatments;
        double correction = 1 - (ties / (blocks * k * ((k * k) - 1)));
        double statistic = correction > Rounding
            ? Math.Max(0, ((12 / (blocks * k * (k + 1)) * squares) - (3 * blocks * (k + 1))) / correction)
            : 0;
        return new(
            [.. sums.Select(s => s / blocks)], statistic, 1 - ChiSquared.CDF(k - 1, statistic),
            StudentizedRange.Quantile(treatments, 0.95) / Math.Sqrt(2) * Math.Sqrt(k * (k + 1) / (6 * blocks)));
    }

    /// <summary>
    /// Adds the ranks of a block to sums, 1 for the highest score; ties get their average rank. Returns Σ(t³ − t) over
    /// the numbers t of tied scores.
    /// </summary>
    private static double AddRanks(double[] scores, double[] sums)
    {
        double ties = 0;
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        for (int first = 0, next; first < order.Length; first = next)
        {
            next = first + 1;
            while (next < order.Length && IsTie(scores[order[next - 1]], scores[order[next]])) next++;
            for (int i = first; i < next; i++) sums[order[i]] += (first + 1 + next) / 2.0;
            double count = next - first;
            ties += (count * count * count) - count;
        }
        return ties;

        static bool IsTie(double higher, double lower) => higher == lower || (double.IsFinite(higher - lower)
            && higher - lower <= Rounding * Math.Max(Math.Abs(higher), Math.Abs(lower)));
    }
}
