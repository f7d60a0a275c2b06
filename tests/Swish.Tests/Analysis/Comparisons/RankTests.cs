using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>Ranks over conditions, against scipy 1.10.1: Python after <c>import scipy.stats as st</c>.</summary>
public sealed class RankTests
{
    private static readonly double[][] Scores =
    [
        [.960, .964, .962, .961], [.955, .959, .959, .950], [.971, .973, .970, .969], [.942, .950, .945, .945],
        [.981, .980, .982, .979], [.930, .941, .935, .933],
    ];

    // st.studentized_range.ppf(.95, k, np.inf)
    [Theory]
    [InlineData(2, 2.771807648699355)]
    [InlineData(3, 3.314493155398122)]
    [InlineData(5, 3.857655510378623)]
    [InlineData(10, 4.474124221725907)]
    [InlineData(40, 5.4979352627407465)]
    public void The_studentized_range_is_that_of_scipy(int count, double expected)
    {
        Assert.Equal(expected, StudentizedRange.Quantile(count, 0.95), 2e-7);
        Assert.Equal(0.95, StudentizedRange.Probability(count, expected), 1e-7);
        Assert.Equal(0, StudentizedRange.Probability(count, 0));
    }

    // st.friedmanchisquare(*A.T); np.array([st.rankdata(-r) for r in A]).mean(0)
    // st.studentized_range.ppf(.95, 4, np.inf)/2**.5*(4*5/(6*6))**.5
    [Fact]
    public void Friedmans_test_is_that_of_scipy()
    {
        FriedmanTest test = FriedmanTest.Of(Scores);
        Assert.Equal(10.086206896551724, test.Statistic, 1e-10);
        Assert.Equal(0.017847381203636152, test.PValue, 1e-10);
        Assert.Equal(1.9148432265902373, test.CriticalDifference, 1e-7);
        double[] expected = [3.1666666666666665, 1.4166666666666667, 2.0, 3.4166666666666665];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], test.MeanRanks[i], 1e-12);
        // J. Demšar (2006), table 5a: the critical value of Nemenyi's test of four classifiers is 2.569.
        Assert.Equal(2.569, StudentizedRange.Quantile(4, 0.95) / Math.Sqrt(2), 5e-4);
    }

    [Fact]
    public void Equal_scores_are_ties_and_show_nothing()
    {
        const double Dead = double.NegativeInfinity;
        FriedmanTest test = FriedmanTest.Of([[1, 1, 1], [0.3, 0.1 + 0.2, 0.3], [Dead, Dead, Dead]]);
        Assert.Equal([2, 2, 2], test.MeanRanks);
        Assert.Equal((0.0, 1.0), (test.Statistic, test.PValue));
    }

    private static readonly string[] Names = ["ReLU", "Swish", "GELU", "Mish"];

    private static ActivationComparison Compare() => ActivationComparison.Compare(
    [
        .. from depth in Enumerable.Range(0, Scores.Length)
           from activation in Enumerable.Range(0, 4)
           from seed in Enumerable.Range(1, 6)
           select Run(Names[activation], seed, Scores[depth][activation] + (0.0001 * (seed * (activation + 1) % 7)),
               ("Depth", depth + 1)),
    ], new());

    [Fact]
    public void A_summary_has_the_ranks_of_all_activations()
    {
        IReadOnlyList<ActivationComparisonSummary> summaries = Compare().Summarize();
        Assert.Equal(3, summaries.Count);
        double[] expected = [1.4166666666666667, 2.0, 3.4166666666666665];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], summaries[i].MeanRank!.Value, 1e-12);
        Assert.All(summaries, s =>
        {
            Assert.Equal((6, 4), (s.RankedConditions, s.RankedActivations));
            Assert.Equal(3.1666666666666665, s.BaselineMeanRank!.Value, 1e-12);
            Assert.Equal(0.017847381203636152, s.FriedmanPValue!.Value, 1e-10);
            Assert.Equal(10.086206896551724, s.FriedmanStatistic!.Value, 1e-10);
            Assert.Equal(1.9148432265902373, s.CriticalDifference!.Value, 1e-7);
            Assert.Equal(1, s.ProbabilityBetter!.Value + s.ProbabilitySame!.Value + s.ProbabilityWorse!.Value, 1e-12);
            Assert.Equal("new seeds", s.Covers);
        });
    }

    [Fact]
    public void Conditions_without_one_of_the_activations_are_not_ranked()
    {
        Swish.Analysis.ResultRow[] runs =
        [
            .. Series("ReLU", [.96, .961, .962], ("Depth", 1)), .. Series("Swish", [.97, .971, .972], ("Depth", 1)),
            .. Series("ReLU", [.96, .961, .962], ("Depth", 2)), .. Series("Swish", [.97, .971, .972], ("Depth", 2)),
            .. Series("ReLU", [.96, .961, .962], ("Depth", 3)),
        ];
        ActivationComparisonSummary summary = Assert.Single(ActivationComparison.Compare(runs, new()).Summarize());
        Assert.Equal((2, 2, 1.0, 2.0), (
            summary.RankedConditions, summary.RankedActivations, summary.MeanRank, summary.BaselineMeanRank));
        summary = Assert.Single(ActivationComparison.Compare(runs[..6], new()).Summarize());
        Assert.Null(summary.MeanRank);
        Assert.Null(summary.CriticalDifference);
    }

    // The survivors of Swish are ahead, and most of its networks are dead; a loss of theirs would not be in the median.
    [Fact]
    public void Collapsed_runs_rank_as_the_worst()
    {
        Swish.Analysis.ResultRow[] runs =
        [
            .. from depth in Enumerable.Range(1, 2)
               from activation in Names[..2]
               from seed in Enumerable.Range(1, 5)
               let dead = activation == "Swish" && seed > 2
               select Run(activation, seed, dead ? 0.1135 : activation == "Swish" ? 0.98 : 0.97, ("Depth", depth),
                   ("TestLoss", dead ? double.NaN : activation == "Swish" ? 0.05 : 0.1)),
        ];
        foreach (string metric in (string[])["TestAccuracy", "TestLoss"])
            Assert.Equal(2, Assert.Single(
                ActivationComparison.Compare(runs, new() { Metric = metric }).Summarize()).MeanRank);
    }

    // The five differences of ReferenceFigureTests; va = ((hi - lo)/2/st.t.ppf(.975, 4))**2; s = (va + t*t)**.5:
    // st.t.sf((.001 - m)/s, 3), ..., st.t.cdf((-.001 - m)/s, 3)
    [Fact]
    public void The_probabilities_of_a_new_condition_are_those_of_the_predictive_t()
    {
        RandomEffects five = RandomEffects.Of(
            [0.0021, 0.0043, -0.0005, 0.0012, 0.0060], [1e-7, 4e-7, 2.5e-7, 9e-7, 1.6e-6]);
        (double above, double within, double below) = five.Probabilities(5, 0.001)!.Value;
        Assert.Equal(0.69578916987653, above, 1e-9);
        Assert.Equal(0.16607943519366425, within, 1e-9);
        Assert.Equal(0.1381313949298058, below, 1e-9);
        Assert.Null(RandomEffects.Of([0.0021, 0.0043], [1e-7, 4e-7]).Probabilities(2, 0.001));
        Assert.Equal((0, 1, 0), RandomEffects.Of([0, 0, 0], [1e-7, 1e-7, 1e-7]).Probabilities(3, 0.001));
    }
}
