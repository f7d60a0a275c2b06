namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the result of the exact two-sided signed-rank test: under the null hypothesis, positive and negative
/// signs of a score are equally likely. Zeros are left out, ties get their average rank, and infinite scores rank
/// highest and are ties. F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945), 80–83.
/// </summary>
/// <param name="PValue">The probability of a rank sum at least this far from zero if the signs are random.</param>
/// <param name="Statistic">The sum of the signed ranks: positive where the large scores are.</param>
internal readonly record struct SignedRankTest(double PValue, double Statistic)
{
    /// <summary>The largest number of pairs for which all 2ⁿ sign patterns are counted.</summary>
    public const int MaxExactPairs = 20;

    /// <summary>The number of random sign patterns that are drawn for more pairs.</summary>
    public const int Draws = 100_000;

    /// <summary>Tests scores.</summary>
    /// <param name="scores">One score per pair; none is NaN.</param>
    /// <param name="tie">The largest difference between two scores that counts as rounding.</param>
    /// <param name="stop">Cancels the test.</param>
    public static SignedRankTest Of(IReadOnlyList<double> scores, double tie, CancellationToken stop = default)
    {
        double[] ranked = [.. scores.Where(s => Math.Abs(s) > tie)];
        int[] ranks = DoubledRanks(ranked, tie);
        long signed = ranks.Zip(ranked, (rank, score) => score > 0 ? rank : -(long)rank).Sum();
        double p = scores.Count <= MaxExactPairs
            ? ComputeExactPValue(ranks, Math.Abs(signed))
            : ComputeMonteCarloPValue(ranks, Math.Abs(signed), stop);
        return new(p, signed / 2.0);
    }

    /// <summary>Returns twice the rank of each score, with the sign of the score; 0 for a score of 0.</summary>
    /// <param name="scores">One score per pair; none is NaN.</param>
    /// <param name="tie">The largest difference between two scores that counts as rounding.</param>
    public static double[] SignedRanks(IReadOnlyList<double> scores, double tie)
    {
        int[] places = [.. Enumerable.Range(0, scores.Count).Where(i => Math.Abs(scores[i]) > tie)];
        int[] ranks = DoubledRanks([.. places.Select(i => scores[i])], tie);
        double[] signed = new double[scores.Count];
        for (int i = 0; i < places.Length; i++) signed[places[i]] = scores[places[i]] > 0 ? ranks[i] : -ranks[i];
        return signed;
    }

    /// <summary>
    /// Returns twice the average rank of each absolute score, so that average ranks of ties are integers too.
    /// </summary>
    private static int[] DoubledRanks(double[] scores, double tie)
    {
        double[] sizes = [.. scores.Select(Math.Abs)];
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderBy(i => sizes[i])];
        int[] ranks = new int[sizes.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            next = first + 1;
            while (next < order.Length && IsTie(sizes[order[next - 1]], sizes[order[next]])) next++;
            // The average of the ranks first + 1 to next is (first + 1 + next)/2.
            for (int i = first; i < next; i++) ranks[order[i]] = first + 1 + next;
        }
        return ranks;

        bool IsTie(double smaller, double larger) => smaller == larger || larger - smaller <= tie;
    }

    private static double ComputeExactPValue(int[] ranks, long observed)
    {
        double[] patterns = CountPatterns(ranks);
        double extreme = 0;
        for (int positive = 0; positive < patterns.Length; positive++)
            if (Math.Abs((2 * positive) - patterns.Length + 1) >= observed)
                extreme += patterns[positive];
        return Math.ScaleB(extreme, -ranks.Length);
    }

    /// <summary>
    /// Counts the sign patterns by the sum of their positive ranks, adding one rank after the other, which is
    /// equivalent to enumerating all 2ⁿ patterns. The counts are at most 2²⁰, so doubles hold them exactly.
    /// </summary>
    /// <param name="ranks">Twice the rank of each score, 0 or more.</param>
    /// <returns>The number of patterns for each sum, from 0.</returns>
    public static double[] CountPatterns(int[] ranks)
    {
        int total = ranks.Sum();
        double[] patterns = new double[total + 1];
        patterns[0] = 1;
        foreach (int rank in ranks)
            for (int sum = total; sum >= rank; sum--)
                patterns[sum] += patterns[sum - rank];
        return patterns;
    }

    /// <summary>
    /// Returns the share of random sign patterns that are at least as extreme, including the observed pattern (B.
    /// Phipson, G. K. Smyth, Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9 (2010), 39).
    /// </summary>
    private static double ComputeMonteCarloPValue(int[] ranks, long observed, CancellationToken stop)
    {
        int extreme = 1;
        SignPatterns.Draw([Array.ConvertAll(ranks, rank => (double)rank)], Draws, sums =>
        {
            if (Math.Abs(sums[0]) >= observed) extreme++;
        }, stop);
        return extreme / (Draws + 1.0);
    }
}
