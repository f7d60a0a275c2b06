using System.Numerics;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Adjusts the p-values of signed-rank tests that share a baseline and seeds by their joint distribution: the signs of
/// all tests are flipped together, seed by seed, so that the dependence between the tests stays as it is. P. H.
/// Westfall, S. S. Young, Resampling-Based Multiple Testing (1993), algorithm 2.8 (step-down, the smallest p-value; on
/// this scale it is the max-T procedure). The adjusted p-values are never larger than Holm's.
/// </summary>
internal static class JointSignFlips
{
    /// <summary>The largest number of tests, which takes about a second.</summary>
    public const int MaxTests = 100;

    /// <summary>The largest number of pairs of all tests together.</summary>
    public const int MaxPairs = 3000;

    // P-values that differ by less are equal but for rounding.
    private const double Tolerance = 1e-12;

    /// <summary>Returns the adjusted p-values, in the order of the tests.</summary>
    /// <param name="ranks">
    /// Twice the signed ranks of each test, [tests][seeds]; see <see cref="SignedRankTest.SignedRanks"/>.
    /// </param>
    public static double[] Adjust(IReadOnlyList<double[]> ranks)
    {
        int tests = ranks.Count, seeds = ranks[0].Length;
        bool isExact = seeds <= SignedRankTest.MaxExactPairs;
        double[] sums = [.. ranks.Select(r => r.Sum())];
        // The p-value of each test for each absolute sum of its signed ranks.
        double[][] pValues = isExact ? [.. ranks.Select(ExactPValues)] : DrawnPValues(ranks);
        double[] observed = [.. sums.Select((s, k) => pValues[k][(int)Math.Abs(s)])];
        int[] order = [.. Enumerable.Range(0, tests).OrderBy(k => observed[k])];
        long[] extreme = new long[tests];
        long patterns = isExact ? VisitAll(ranks, Count) : VisitDrawn(ranks, Count);

        double[] adjusted = new double[tests];
        double largest = 0;
        foreach (int k in order) adjusted[k] = largest = Math.Max(largest, (double)extreme[k] / patterns);
        return adjusted;

        // The p-value of a test is compared with the smallest one of the tests that are not more significant.
        void Count(double[] flipped)
        {
            double smallest = 1;
            for (int place = tests - 1; place >= 0; place--)
            {
                int k = order[place];
                smallest = Math.Min(smallest, pValues[k][(int)Math.Abs(flipped[k])]);
                if (smallest <= observed[k] + Tolerance) extreme[k]++;
            }
        }
    }

    /// <summary>
    /// Visits all patterns of signs, each of which differs from the one before in one sign (a Gray code). A pattern and
    /// its opposite have the same p-values, so the last sign stays.
    /// </summary>
    private static long VisitAll(IReadOnlyList<double[]> ranks, Action<double[]> visit)
    {
        int seeds = ranks[0].Length;
        double[] sums = [.. ranks.Select(r => r.Sum())];
        bool[] flipped = new bool[seeds];
        long count = 1L << (seeds - 1);
        for (long pattern = 1; ; pattern++)
        {
            visit(sums);
            if (pattern == count) return count;
            int seed = BitOperations.TrailingZeroCount(pattern);
            flipped[seed] = !flipped[seed];
            for (int k = 0; k < sums.Length; k++) sums[k] += (flipped[seed] ? -2 : 2) * ranks[k][seed];
        }
    }

    /// <summary>Visits the observed pattern of signs and random ones, as <see cref="SignedRankTest"/> does.</summary>
    private static long VisitDrawn(IReadOnlyList<double[]> ranks, Action<double[]> visit)
    {
        visit([.. ranks.Select(r => r.Sum())]);
        SignPatterns.Draw(ranks, SignedRankTest.Draws, visit);
        return SignedRankTest.Draws + 1;
    }

    private static double[] ExactPValues(double[] ranks)
    {
        int total = (int)ranks.Sum(Math.Abs);
        double[] patterns = SignedRankTest.CountPatterns([.. ranks.Select(r => (int)Math.Abs(r))]);
        double[] counts = new double[total + 1];
        for (int positive = 0; positive <= total; positive++)
            counts[Math.Abs((2 * positive) - total)] += patterns[positive];
        return Tails(counts);
    }

    private static double[][] DrawnPValues(IReadOnlyList<double[]> ranks)
    {
        double[][] counts = [.. ranks.Select(r => new double[(int)r.Sum(Math.Abs) + 1])];
        VisitDrawn(ranks, sums =>
        {
            for (int k = 0; k < sums.Length; k++) counts[k][(int)Math.Abs(sums[k])]++;
        });
        return [.. counts.Select(Tails)];
    }

    /// <summary>Returns for each number the share of counts at this number and above it.</summary>
    private static double[] Tails(double[] counts)
    {
        double all = counts.Sum(), sum = 0;
        double[] tails = new double[counts.Length];
        for (int i = counts.Length - 1; i >= 0; i--) tails[i] = (sum += counts[i]) / all;
        return tails;
    }
}
