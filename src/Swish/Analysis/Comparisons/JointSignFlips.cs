namespace Swish.Analysis.Comparisons;

/// <summary>
/// Adjusts the p-values of tests that share a baseline and seeds by the joint distribution of their statistics: the
/// signs of all tests are flipped together, seed by seed, so that the dependence between the tests stays as it is. P. H.
/// Westfall, S. S. Young, Resampling-Based Multiple Testing (1993), algorithm 2.8 (step-down max-T).
/// </summary>
/// <remarks>
/// The statistic of a test is |Σ v|/√(Σ v²) of one value a seed: its signed ranks, or its differences, for which it
/// orders the patterns of signs as Student's t does. It has the same scale in all tests.
/// </remarks>
internal static class JointSignFlips
{
    /// <summary>The largest number of tests, which takes about a second.</summary>
    public const int MaxTests = 100;

    /// <summary>The largest number of pairs of all tests together.</summary>
    public const int MaxPairs = 3000;

    // Statistics that differ by less are equal but for rounding.
    private const double Tolerance = 1e-9;

    /// <summary>Returns the adjusted p-values, in the order of the tests.</summary>
    /// <param name="values">The values of each test, [tests][seeds].</param>
    public static double[] Adjust(IReadOnlyList<double[]> values)
    {
        int tests = values.Count, seeds = values[0].Length;
        double[] norms = [.. values.Select(v => Math.Sqrt(v.Sum(x => x * x)))];
        double[] observed = [.. values.Select((v, k) => Statistic(v.Sum(), norms[k]))];
        int[] order = [.. Enumerable.Range(0, tests).OrderByDescending(k => observed[k])];
        long[] extreme = new long[tests];
        long patterns = seeds <= SignedRankTest.MaxExactPairs ? CountAll() : CountDrawn();

        double[] adjusted = new double[tests];
        double largest = 0;
        foreach (int k in order) adjusted[k] = largest = Math.Max(largest, (double)extreme[k] / patterns);
        return adjusted;

        // Each pattern differs from the one before in one sign (a Gray code). A pattern and its opposite have the same
        // statistics, so the last sign stays.
        long CountAll()
        {
            double[] sums = [.. values.Select(v => v.Sum())];
            bool[] flipped = new bool[seeds];
            long count = 1L << (seeds - 1);
            for (long pattern = 1; ; pattern++)
            {
                Count(sums);
                if (pattern == count) return count;
                int seed = System.Numerics.BitOperations.TrailingZeroCount(pattern);
                flipped[seed] = !flipped[seed];
                for (int k = 0; k < tests; k++) sums[k] += (flipped[seed] ? -2 : 2) * values[k][seed];
            }
        }

        // The observed pattern counts, as in SignedRankTest.
        long CountDrawn()
        {
            Count([.. values.Select(v => v.Sum())]);
            SignPatterns.Draw(values, SignedRankTest.Draws, Count);
            return SignedRankTest.Draws + 1;
        }

        // The statistic of a test is compared with the largest one of the tests that are not more extreme.
        void Count(double[] sums)
        {
            double maximum = 0;
            for (int place = tests - 1; place >= 0; place--)
            {
                int k = order[place];
                maximum = Math.Max(maximum, Statistic(sums[k], norms[k]));
                if (maximum >= observed[k] - Tolerance) extreme[k]++;
            }
        }
    }

    private static double Statistic(double sum, double norm) => norm > 0 ? Math.Abs(sum) / norm : 0;
}
