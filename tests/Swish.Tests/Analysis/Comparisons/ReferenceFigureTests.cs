using Swish.Analysis.Comparisons;
using Xunit;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>
/// The statistics against scipy 1.10.1 and statsmodels 0.13.5. Each figure has the line of Python that printed it,
/// after
/// <code>
/// import itertools, numpy as np, scipy.stats as st
/// from numpy import inf
/// from statsmodels.stats.power import TTestPower
/// from statsmodels.stats.weightstats import ttost_paired
/// from statsmodels.stats.proportion import proportion_confint
/// from statsmodels.stats.meta_analysis import combine_effects
/// import statsmodels.api as sm
/// relu = np.array([.9700, .9712, .9695, .9708, .9701, .9699])
/// swish = np.array([.9752, .9759, .9741, .9763, .9748, .9755])
/// near = np.array([.9704, .9711, .9699, .9706, .9705, .9700])
/// d = near - relu; se = d.std(ddof=1)/np.sqrt(6)
/// ranks = lambda x: np.sum(np.sign(x)*st.rankdata(np.abs(x)))
/// </code>
/// </summary>
public sealed class ReferenceFigureTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly double[] ReLU = [0.9700, 0.9712, 0.9695, 0.9708, 0.9701, 0.9699];
    private static readonly double[] Swish = [0.9752, 0.9759, 0.9741, 0.9763, 0.9748, 0.9755];
    private static readonly double[] Near = [0.9704, 0.9711, 0.9699, 0.9706, 0.9705, 0.9700];

    private static ActivationComparisonRow Compare(double[] values, double margin = 0.001) =>
        ActivationComparison.Compare(
            [.. Runs.Series("ReLU", ReLU), .. Runs.Series("Swish", values)], new() { Margin = margin }).Rows[1];

    // st.wilcoxon([12,-3,25,7,18,-9,31,14,2,22]).pvalue; the others, with ties and infinite scores, zeros left out:
    // st.permutation_test((np.array(x, float),), ranks, permutation_type='samples', n_resamples=inf).pvalue
    public static TheoryData<double, double[]> Scores => new()
    {
        { 0.02734375, [12, -3, 25, 7, 18, -9, 31, 14, 2, 22] },
        { 0.1015625, [5, 5, -5, 8, 8, 1, -1, 12] },
        { 0.125, [0, 0, 3, 4, -1, 6, 7] },
        { 0.09375, [Infinity, Infinity, -2, 4, 1, 3] },
        { 0.0546875, [Infinity, Infinity, Infinity, Infinity, Infinity, 0, -Infinity, 2, 3, 4] },
        { 0.2890625, [7, 7, 7, 7, 7, 7, -7, -7, 0, 0] },
        { 0.0758514404296875, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, -18, -19, -20] },
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void Signed_ranks_have_the_exact_p_value(double expected, double[] scores)
    {
        SignedRankTest test = SignedRankTest.Of(scores, 0);
        Assert.Equal(expected, test.PValue, 1e-15);
        Assert.Equal(expected, SignedRankTest.Of([.. scores.Select(s => -s)], 0).PValue, 1e-15);
        Assert.Equal(-test.Statistic, SignedRankTest.Of([.. scores.Select(s => -s)], 0).Statistic);
    }

    // st.wilcoxon([i*(1 if i%3 else -1) for i in range(1,26)], mode='exact'): statistic 108, p 0.14847958087921143
    [Fact]
    public void More_than_twenty_pairs_are_drawn_and_always_alike()
    {
        double[] scores = [.. Enumerable.Range(1, 25).Select(i => i % 3 == 0 ? -i : (double)i)];
        SignedRankTest test = SignedRankTest.Of(scores, 0);
        Assert.Equal(325 - 2 * 108, test.Statistic);
        // Three standard errors of a share of 100,000 draws.
        Assert.Equal(0.14847958087921143, test.PValue, 3 * Math.Sqrt(0.148 * 0.852 / SignedRankTest.Draws));
        Assert.Equal(test, SignedRankTest.Of(scores, 0));
    }

    [Fact]
    public void Differences_that_are_equal_but_for_rounding_are_tied()
    {
        // As doubles, 0.9712 - 0.9700 is smaller than 0.9724 - 0.9712.
        double[] scores =
            [0.9712 - 0.9700, 0.9724 - 0.9712, 0.9702 - 0.9714, 0.98 - 0.9790, 0.9810 - 0.98, 0.5 - 0.499];
        SignedRankTest test = SignedRankTest.Of(scores, 1e-12);
        Assert.Equal(SignedRankTest.Of([12, 12, -12, 10, 10, 10], 0), test);
    }

    // ttost_paired(swish, relu, -m, m)[0] and ttost_paired(near, relu, -m, m)[0]
    [Theory]
    [InlineData(0.001, 0.9999983762046228, 0.00033935281148405043)]
    [InlineData(0.004, 0.9989460986219414, 1.9628951801529997e-07)]
    [InlineData(0.005, 0.6036935646663714, 6.180211963010545e-08)]
    public void The_equivalence_test_has_the_p_value_of_statsmodels(double margin, double swish, double near)
    {
        Assert.Equal(swish, Compare(Swish, margin).SamePValue!.Value, 1e-9);
        Assert.Equal(near, Compare(Near, margin).SamePValue!.Value, 1e-9 * near + 1e-14);
    }

    // st.ttest_rel(near, relu).pvalue; st.t.interval(.95, 5, d.mean(), se)
    [Fact]
    public void The_t_test_and_its_interval_are_those_of_scipy()
    {
        ActivationComparisonRow row = Compare(Near);
        Assert.Equal(0.19539449179124116, row.TTestPValue!.Value, 1e-9);
        Assert.Equal(-0.00012009374235066967, row.DifferenceLower!.Value, 1e-12);
        Assert.Equal(0.00045342707568404026, row.DifferenceUpper!.Value, 1e-12);
    }

    // st.t.interval(1 - .05/3, 5, d.mean(), se)
    [Fact]
    public void The_simultaneous_interval_of_three_tests_is_that_of_scipy()
    {
        ActivationComparisonRow row = ActivationComparison.Compare(
        [
            .. Runs.Series("ReLU", ReLU), .. Runs.Series("Swish", Near), .. Runs.Series("Mish", Swish),
            .. Runs.Series("GELU", Swish),
        ], new()).Rows.Single(r => r.Activation == "Swish");
        Assert.Equal(3, row.Tests);
        Assert.Equal(-0.0002275798873909215, row.SimultaneousLower!.Value, 1e-12);
        Assert.Equal(0.0005609132207242928, row.SimultaneousUpper!.Value, 1e-12);
    }

    // st.t.cdf((d.mean() - m)/se, 5), st.t.cdf((m - d.mean())/se, 5) - st.t.cdf((-m - d.mean())/se, 5),
    // st.t.cdf((-m - d.mean())/se, 5) with m = .0002
    [Fact]
    public void The_probabilities_are_those_of_the_posterior_t()
    {
        ActivationComparisonRow row = Compare(Near, 0.0002);
        Assert.Equal(0.3885538271675041, row.ProbabilityBetter!.Value, 1e-9);
        Assert.Equal(0.6005519614296251, row.ProbabilitySame!.Value, 1e-9);
        Assert.Equal(0.010894211402870769, row.ProbabilityWorse!.Value, 1e-9);
    }

    // sm.OLS(d, np.ones(6)).fit().get_prediction([1]).summary_frame(alpha=.05)
    [Fact]
    public void The_interval_of_one_more_pair_is_the_prediction_interval_of_statsmodels()
    {
        ActivationComparisonRow row = Compare(Near);
        Assert.Equal(-0.00059203, row.NextPairLower!.Value, 5e-9);
        Assert.Equal(0.00092536, row.NextPairUpper!.Value, 5e-9);
    }

    // st.pearsonr(swish, relu)[0], st.pearsonr(near, relu)[0]
    [Fact]
    public void The_correlation_of_the_pairs_is_that_of_scipy()
    {
        Assert.Equal(0.8284941842352019, Compare(Swish).PairCorrelation!.Value, 1e-9);
        Assert.Equal(0.9316357098980476, Compare(Near).PairCorrelation!.Value, 1e-9);
    }

    // proportion_confint(k, n, method='beta')
    [Theory]
    [InlineData(0, 6, 0, 0.4592581264399005)]
    [InlineData(6, 6, 0.5407418735600995, 1)]
    [InlineData(7, 10, 0.3475471499400027, 0.9332604888222655)]
    [InlineData(3, 5, 0.14663279963467313, 0.9472550494736831)]
    public void A_share_has_the_interval_of_Clopper_and_Pearson(int won, int of, double lower, double upper)
    {
        ShareInterval interval = ShareInterval.Of(won, of);
        Assert.Equal((double)won / of, interval.Share);
        Assert.Equal(lower, interval.Lower, 1e-9);
        Assert.Equal(upper, interval.Upper, 1e-9);
    }

    // TTestPower().power(effect, n, alpha)
    [Theory]
    [InlineData(1, 10, 0.05, 0.8030968566475511)]
    [InlineData(0.5, 30, 0.05, 0.7539647157437904)]
    [InlineData(0.3, 100, 0.01, 0.6457392845146167)]
    [InlineData(2, 6, 0.025, 0.909438937733241)]
    [InlineData(0.05, 5000, 0.05, 0.9423591728304451)]
    public void Power_is_that_of_statsmodels(double effect, int pairs, double level, double expected) =>
        Assert.Equal(expected, PairedPower.ComputePower(effect, pairs, level), 1e-7);

    // TTestPower().solve_power(nobs=n, alpha=alpha, power=.8)
    [Theory]
    [InlineData(10, 0.05, 0.9960019107432067)]
    [InlineData(6, 0.05, 1.4345451381460865)]
    [InlineData(50, 0.005, 0.5377424394544496)]
    public void The_detectable_effect_is_that_of_statsmodels(int pairs, double level, double expected) =>
        Assert.Equal(expected, PairedPower.DetectableEffect(pairs, level), 1e-6);

    // TTestPower().solve_power(effect_size=e, alpha=alpha, power=.8), rounded up, at least 6
    [Theory]
    [InlineData(1, 0.05, 9.937850940736592)]
    [InlineData(0.5, 0.05, 33.36713118431864)]
    [InlineData(-0.46, 0.05, 39.05718259201667)]
    [InlineData(0.2, 0.01, 295.297272890859)]
    [InlineData(3, 0.05, 6)]
    public void The_pairs_needed_are_those_of_statsmodels(double effect, double level, double expected)
    {
        Assert.Equal((int)Math.Ceiling(expected), PairedPower.RequiredPairs(effect, level, 6));
        Assert.Null(PairedPower.RequiredPairs(0, level, 6));
        Assert.Null(PairedPower.RequiredPairs(1e-5, level, 6));
    }

    // combine_effects(y, v, method_re='iterated', use_t=True).summary_frame(), the row 'random effect wls' (statsmodels
    // stops at a variance that is right to 1e-5 of itself, so these are solved by
    //   Q = lambda t: (w := 1/(v + t), m := (w*y).sum()/w.sum(), (w*(y - m)**2).sum() - (len(y) - 1))[2]
    //   t = 0 if Q(0) <= 0 else scipy.optimize.brentq(Q, 0, 1, xtol=1e-22, rtol=1e-14); w = 1/(v + t)
    //   m = (w*y).sum()/w.sum(); va = (w*(y - m)**2).sum()/(k - 1)/w.sum()
    // which agrees with it to 9 digits); prediction: st.t.interval(.95, k - 2, m, (va + t)**.5)
    [Fact]
    public void Pooled_differences_are_those_of_statsmodels()
    {
        RandomEffects five = RandomEffects.Of(
            [0.0021, 0.0043, -0.0005, 0.0012, 0.0060], [1e-7, 4e-7, 2.5e-7, 9e-7, 1.6e-6]);
        Assert.Equal(0.002505692420363968, five.Mean, 1e-12);
        Assert.Equal(0.002389327872764033, five.Deviation, 1e-12);
        Assert.Equal(-0.0006145123759288182, five.Lower, 1e-12);
        Assert.Equal(0.0056258972166567545, five.Upper, 1e-12);
        Assert.Equal(-0.005897317710568253, five.PredictionLower!.Value, 1e-12);
        Assert.Equal(0.010908702551296189, five.PredictionUpper!.Value, 1e-12);

        RandomEffects two = RandomEffects.Of([0.0021, 0.0043], [1e-7, 4e-7]);
        Assert.Equal(-0.010818132053729557, two.Lower, 1e-11);
        Assert.Equal(0.01708176841736592, two.Upper, 1e-11);
        Assert.Null(two.PredictionLower);

        RandomEffects alike = RandomEffects.Of([0.001, 0.0011, 0.0009], [1e-6, 1e-6, 1e-6]);
        Assert.Equal((0.001, 0), (Math.Round(alike.Mean, 15), alike.Deviation));
        Assert.Equal(0.0007515862288156247, alike.Lower, 1e-12);
        Assert.Equal(0.001733593072495757, alike.PredictionUpper!.Value, 1e-12);
    }

    [Fact]
    public void Rank_sums_of_very_many_pairs_do_not_overflow()
    {
        const int Count = 47_000;
        SignedRankTest test = SignedRankTest.Of([.. Enumerable.Range(1, Count).Select(i => (double)i)], 0);
        Assert.Equal(Count * (Count + 1L) / 2, test.Statistic);
        Assert.Equal(1 / (SignedRankTest.Draws + 1.0), test.PValue);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => SignedRankTest.Of([.. Enumerable.Range(1, Count).Select(i => (double)i)], 0, stop.Token));
    }
}
