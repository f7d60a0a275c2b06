using MathNet.Numerics.Statistics;
using Swish.Analysis.Comparisons;
using Xunit;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>The statistics against figures that were printed elsewhere.</summary>
public sealed class PublishedExamplesTests
{
    // Extra hours of sleep under two drugs, from Student (W. S. Gosset), The probable error of a mean, Biometrika 6
    // (1908); the data set `sleep` of R, whose documentation of t.test prints the paired figures below.
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    // Lengths of a deer's hind leg less those of its foreleg, in cm: J. H. Zar, Biostatistical Analysis, example 9.1
    // (paired t: 3.414, 0.005 < P < 0.01), and the sign test of the same data (8 positive, 2 negative, P = 0.10938).
    private static readonly double[] Deer =
    [
        142 - 138, 140 - 136, 144 - 147, 144 - 139, 142 - 143, 146 - 141, 149 - 143, 150 - 145, 142 - 136, 148 - 146,
    ];

    [Fact]
    public void Paired_t_gives_the_p_value_of_Students_sleep_data()
    {
        double[] differences = [.. FirstDrug.Zip(SecondDrug, (a, b) => a - b)];
        PairedTTest test = PairedTTest.Of(differences, 5.5);
        Assert.Equal(0.002833, test.PValue, 5e-7);
        Assert.Equal(-4.0621, test.EffectSize!.Value * Math.Sqrt(10), 5e-5);
    }

    [Fact]
    public void The_interval_of_the_mean_is_that_of_Students_sleep_data()
    {
        MeanInterval interval = MeanInterval.Of([.. FirstDrug.Zip(SecondDrug, (a, b) => a - b)]);
        Assert.Equal(-1.58, interval.Mean, 1e-12);
        Assert.Equal(-2.4598858, interval.Lower!.Value, 5e-8);
        Assert.Equal(-0.7001142, interval.Upper!.Value, 5e-8);
    }

    [Fact]
    public void Paired_t_of_the_deer_lies_where_the_book_puts_it()
    {
        PairedTTest test = PairedTTest.Of(Deer, 150);
        Assert.Equal(3.3, Deer.Mean(), 1e-12);
        Assert.Equal(3.414, test.EffectSize!.Value * Math.Sqrt(10), 5e-4);
        Assert.InRange(test.PValue, 0.005, 0.01);
    }

    [Fact]
    public void Sign_test_of_the_deer_gives_the_books_p_value() =>
        Assert.Equal(0.10938, BinomialTest.SignTest(Deer, 0), 5.1e-6);

    [Fact]
    public void Sign_test_drops_ties() =>
        Assert.Equal(BinomialTest.SignTest(Deer, 0), BinomialTest.SignTest([.. Deer, 0, 0, 0, 1e-15], 1e-12), 1e-15);

    // Airway hyper-responsiveness of 21 children before and after a stem cell transplantation: 1 and 7 discordant
    // pairs, exact conditional p = 0.070. M. W. Fagerland, S. Lydersen, P. Laake, The McNemar test for binary
    // matched-pairs data, BMC Medical Research Methodology 13:91 (2013).
    [Fact]
    public void McNemars_exact_test_gives_the_p_value_of_the_transplantations() =>
        Assert.Equal(0.0703, BinomialTest.PValue(1, 7), 5e-5);

    [Fact]
    public void Many_throws_meet_the_few_where_the_sums_end() =>
        Assert.Equal(BinomialTest.PValue(470, 530), BinomialTest.PValue(471, 531), 2e-3);

    [Fact]
    public void Nothing_to_tell_apart_is_no_evidence()
    {
        Assert.Equal(1, BinomialTest.PValue(0, 0));
        Assert.Equal(1, BinomialTest.PValue(4, 4));
    }

    // The example in the documentation of pingouin.multicomp (R. Vallat), method 'holm'.
    [Fact]
    public void Holm_adjusts_as_the_published_example()
    {
        double[] adjusted = HolmAdjustment.Adjust([.50, .003, .32, .054, .0003]);
        double[] expected = [0.64, 0.012, 0.64, 0.162, 0.0015];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], adjusted[i], 1e-12);
    }

    [Fact]
    public void Holm_leaves_a_single_test_alone_and_stops_at_one()
    {
        Assert.Equal([0.04], HolmAdjustment.Adjust([0.04]));
        Assert.Equal([1.0, 1.0], HolmAdjustment.Adjust([0.6, 0.9]));
        Assert.Empty(HolmAdjustment.Adjust([]));
    }
}
