using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class JointSignFlipsTests
{
    private static readonly double[] Low = [0.960, 0.963, 0.961, 0.966, 0.962, 0.965, 0.964, 0.967];

    // With numpy and scipy 1.10.1, over all 2⁸ patterns of signs, R = np.sign(v)*st.rankdata(abs(v)) of each v:
    //   E = np.array(list(itertools.product([1,-1], repeat=8))).T; W = abs(R@E)
    //   P = np.array([(w[None,:] >= w[:,None]-1e-9).mean(1) for w in W])
    //   obs = np.array([(W[k] >= abs(R[k].sum())-1e-9).mean() for k in range(3)]); o = np.argsort(obs)
    //   for j in range(3): big = max(big, (P[o[j:]].min(0) <= obs[o[j]]+1e-12).mean()); p[o[j]] = big
    [Fact]
    public void Adjusted_p_values_are_those_of_all_patterns()
    {
        double[][] scores =
            [[12, -3, 25, 7, 18, -9, 31, 14], [5, 5, -5, 8, 8, 1, -1, 12], [-2, 4, 9, 3, 11, 6, -8, 7]];
        double[][] ranks = [.. scores.Select(s => SignedRankTest.SignedRanks(s, 0))];
        AssertClose([0.15625, 0.1640625, 0.1640625], JointSignFlips.Adjust(ranks));
        double[] holm = HolmAdjustment.Adjust([.. scores.Select(s => SignedRankTest.Of(s, 0).PValue)]);
        Assert.All(JointSignFlips.Adjust(ranks).Zip(holm), p => Assert.True(p.First <= p.Second));
    }

    // Tests of independent seeds, one of which has ties: its p-values are coarser.
    [Fact]
    public void No_adjusted_p_value_is_larger_than_Holms()
    {
        System.Random random = new(17);
        for (int i = 0; i < 200; i++)
        {
            double[][] scores =
            [
                .. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 9)
                    .Select(_ => Math.Round((random.NextDouble() - 0.3) * (k == 0 ? 4 : 1000))).ToArray()),
            ];
            double[] joint = JointSignFlips.Adjust([.. scores.Select(s => SignedRankTest.SignedRanks(s, 0))]);
            double[] holm = HolmAdjustment.Adjust([.. scores.Select(s => SignedRankTest.Of(s, 0).PValue)]);
            Assert.All(joint.Zip(holm), p => Assert.InRange(p.First, 0, p.Second + 1e-12));
            Assert.All(joint.Zip(scores), p => Assert.True(p.First >= SignedRankTest.Of(p.Second, 0).PValue - 1e-12));
        }
    }

    [Fact]
    public void A_single_test_has_its_own_p_value_and_a_copy_changes_nothing()
    {
        double[] scores = [12, -3, 25, 7, 18, -9, 31, 14, 2, 22];
        double[] ranks = SignedRankTest.SignedRanks(scores, 0);
        Assert.Equal(0.02734375, Assert.Single(JointSignFlips.Adjust([ranks])), 1e-15); // st.wilcoxon(scores).pvalue
        Assert.All(JointSignFlips.Adjust([ranks, ranks, ranks]), p => Assert.Equal(0.02734375, p, 1e-15));
        AssertClose([0.02734375, 1], JointSignFlips.Adjust([ranks, new double[10]]));
    }

    [Fact]
    public void More_than_twenty_pairs_are_drawn_and_always_alike()
    {
        double[] scores = [.. Enumerable.Range(1, 25).Select(i => i % 3 == 0 ? -i : (double)i)];
        double[] ranks = SignedRankTest.SignedRanks(scores, 0);
        double[] adjusted = JointSignFlips.Adjust([ranks, ranks]);
        // Four standard errors of a share of 100,000 draws; see ReferenceFigureTests for the exact figure.
        Assert.Equal(0.14847958087921143, adjusted[0], 4 * Math.Sqrt(0.148 * 0.852 / SignedRankTest.Draws));
        Assert.Equal(adjusted[0], adjusted[1]);
        Assert.Equal(adjusted, JointSignFlips.Adjust([ranks, ranks]));
    }

    private static ActivationComparisonRow[] Compare(params IEnumerable<Swish.Analysis.ResultRow>[] runs) =>
        [.. ActivationComparison.Compare([.. runs.SelectMany(r => r)], new()).Rows.Where(r => r.Pairs > 0)];

    [Fact]
    public void Rows_that_share_baseline_and_seeds_are_adjusted_together()
    {
        double[] high = [.. Low.Select((a, i) => a + 0.002 + (0.0003 * i))];
        ActivationComparisonRow[] rows = Compare(
            Series("ReLU", Low), Series("Swish", high), Series("Mish", high),
            Series("GELU", [.. Low.Select((a, i) => a + (i % 2 == 0 ? 0.001 : -0.001))]));
        Assert.All(rows, r => Assert.Equal(("Joint", 3), (r.Adjustment, r.Tests)));
        // Swish and Mish win all pairs. Of GELU's patterns of signs two are as extreme, and of those of the others two.
        Assert.Equal(4 / 256.0, rows[0].AdjustedPValue!.Value, 1e-12);
        Assert.Equal(rows[0].AdjustedPValue, rows[1].AdjustedPValue);
        Assert.All(rows, r => Assert.True(r.AdjustedPValue >= r.PValue));
        Assert.Equal([ComparisonVerdict.Better, ComparisonVerdict.Better], rows[..2].Select(r => r.Verdict));
    }

    [Fact]
    public void Rows_with_other_seeds_and_rows_of_several_baselines_are_adjusted_by_Holm()
    {
        double[] high = [.. Low.Select((a, i) => a + 0.002 + (0.0003 * i))];
        ActivationComparisonRow[] rows = Compare(
            Series("ReLU", Low), Series("Swish", high), Series("Mish", high).Skip(1));
        Assert.All(rows, r => Assert.Equal("Holm", r.Adjustment));
        Assert.Equal(2 * 2 / 256.0, rows[0].AdjustedPValue!.Value, 1e-12);
        rows =
        [
            .. ActivationComparison.Compare([.. Series("ReLU", Low), .. Series("Swish", high), .. Series("Mish", high)],
                new() { Baselines = ["ReLU", "Swish"] }).Rows.Where(r => r.Pairs > 0),
        ];
        Assert.All(rows, r => Assert.Equal("Holm", r.Adjustment));
        Assert.Equal("None", Compare(Series("ReLU", Low), Series("Swish", high))[0].Adjustment);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
