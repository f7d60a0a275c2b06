using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Training;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>The verdict for new test examples.</summary>
public sealed class NewExamplesTests
{
    // Six seeds and twelve test examples.
    private static readonly string[] Swish =
    [
        "111111110110", "101111011110", "100010010110", "111111111100", "101011010100", "111111111110",
    ];

    private static readonly string[] ReLU =
    [
        "111101100110", "111011000100", "111011000000", "011011101000", "111111010100", "011111010101",
    ];

    private static ExampleCorrectness Bits(string text, string dataset = "data")
    {
        byte[] bits = new byte[(text.Length + 7) / 8];
        for (int i = 0; i < text.Length; i++)
            if (text[i] == '1') bits[i / 8] |= (byte)(1 << (i % 8));
        return ExampleCorrectness.TryCreate(bits, text.Length, dataset)!;
    }

    private static ResultRow Tested(string activation, int seed, string text, string dataset = "data")
    {
        ExampleCorrectness bits = Bits(text, dataset);
        ResultRow row = Run(activation, seed, (double)bits.CorrectCount / bits.Count,
            ("ChanceAccuracy", 0.01), ("TestCount", 1_000_000), ("Classes", 100));
        return new(row.Columns.Select(c => KeyValuePair.Create(c, row[c]))) { Correctness = bits };
    }

    private static IEnumerable<ResultRow> Series(string activation, IEnumerable<string> texts, string dataset = "data") =>
        texts.Select((text, i) => Tested(activation, i + 1, text, dataset));

    private static ActivationComparisonRow Compare(IEnumerable<ResultRow> runs, double margin = 0.05) =>
        ActivationComparison.Compare([.. runs], new() { Margin = margin }).Rows.Single(r => r.Activation == "Swish");

    // With statsmodels 0.13.5, d = swish - relu as columns d, s (seed) and i (example):
    //   t = sm.stats.anova_lm(smf.ols('d ~ C(s)+C(i)', df).fit()); MS, MI, ME = t['mean_sq']
    //   V = (MS+MI-ME)/72; f = (MS+MI-ME)**2/(MS**2/5 + MI**2/11 + ME**2/55)
    // and scipy 1.10.1: 2*st.t.sf(m/V**.5, f), st.t.interval(.95, f, m, V**.5), st.t.cdf((m-.05)/V**.5, f)
    [Fact]
    public void Crossed_effects_are_those_of_statsmodels()
    {
        CrossedEffects effects = CrossedEffects.Of([.. Swish.Zip(ReLU, (s, r) => (Bits(s), Bits(r)))])!.Value;
        Assert.Equal(0.1388888888888889, effects.Mean, 1e-14);
        Assert.Equal(0.1082329242006911, effects.StandardError, 1e-12);
        Assert.Equal(9.299189593506654, effects.Freedom, 1e-9);
        Assert.Equal(0.07648639323545293, effects.ExampleError, 1e-12);
        Assert.Equal(0.2304638498411515, effects.PValue, 1e-9);
        Assert.Equal(0.7839796553751464, effects.SamePValue(0.05), 1e-9);
        Assert.Equal(0.1388888888888889 + 0.10475544305779946, effects.HalfWidth(0.05), 1e-9);
    }

    [Fact]
    public void A_row_has_the_verdict_on_these_examples_and_on_new_ones()
    {
        ActivationComparisonRow row = Compare([.. Series("ReLU", ReLU), .. Series("Swish", Swish)]);
        Assert.Equal(-0.10475544305779946, row.NewExamplesLower!.Value, 1e-9);
        Assert.Equal(0.3825332208355773, row.NewExamplesUpper!.Value, 1e-9);
        Assert.Equal(9.299189593506654, row.NewExamplesFreedom!.Value, 1e-9);
        // A single test needs no adjustment.
        Assert.Equal(row.NewExamplesLower, row.NewExamplesSimultaneousLower);
        Assert.Equal(row.NewExamplesUpper, row.NewExamplesSimultaneousUpper);
        Assert.Equal(0.07648639323545293, row.ExampleError!.Value, 1e-12);
        Assert.Equal(Math.Max(0.2304638498411515, row.PValue!.Value), row.NewExamplesPValue!.Value, 1e-9);
        Assert.Equal(row.NewExamplesPValue, row.NewExamplesAdjustedPValue);
        Assert.Equal((ComparisonVerdict.Unclear, "new seeds, new examples"), (row.NewExamplesVerdict, row.Covers));
        Assert.Equal(0.1294560208057165, row.TTestPValue!.Value, 1e-9); // st.ttest_1samp(d.mean(1), 0)
    }

    [Fact]
    public void A_row_that_seeds_decide_and_new_examples_do_not_is_warned_of()
    {
        // Every seed of Swish is right about two examples more: certain of these examples, and not of others.
        ResultRow[] runs =
        [
            .. Enumerable.Range(1, 30).SelectMany(seed => new[]
            {
                Tested("ReLU", seed, seed % 2 == 0 ? "100000111111" : "100001011111"),
                Tested("Swish", seed, seed % 2 == 0 ? "111000111111" : "111001011111"),
            }).Select(row => new ResultRow([.. row.Columns.Select(c => KeyValuePair.Create(c, row[c])), new("Looks", "5 looks, 30 seeds")])
            {
                Correctness = row.Correctness,
            }),
        ];
        ActivationComparison comparison = ActivationComparison.Compare(runs, new() { Margin = 0.01 });
        ActivationComparisonRow swish = comparison.Rows.Single(r => r.Activation == "Swish");
        Assert.Equal((ComparisonVerdict.Better, ComparisonVerdict.Unclear), (swish.Verdict!.Value, swish.NewExamplesVerdict!.Value));
        Assert.Contains("Decided on these test examples, but Unclear on new ones: Swish (Better). More seeds do not change that; "
            + "more test examples may.", comparison.Warnings);
    }

    [Fact]
    public void Intervals_of_several_tests_are_at_the_level_of_each_by_Bonferroni()
    {
        ActivationComparisonRow[] rows =
        [
            .. ActivationComparison.Compare(
                [.. Series("ReLU", ReLU), .. Series("Swish", Swish), .. Series("GELU", Swish)], new() { Metric = "TestAccuracy" })
                .Rows.Where(r => r.Activation != r.Baseline),
        ];
        Assert.Equal([2, 2], rows.Select(r => r.Tests!.Value));
        double t = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, 9.299189593506654, 1 - 0.0125);
        Assert.All(rows, row =>
        {
            Assert.Equal(0.1388888888888889 - t * 0.1082329242006911, row.NewExamplesSimultaneousLower!.Value, 1e-9);
            Assert.Equal(0.1388888888888889 + t * 0.1082329242006911, row.NewExamplesSimultaneousUpper!.Value, 1e-9);
        });
    }

    // Each seed wins the same three of twelve examples: no doubt about seeds, much about examples.
    [Fact]
    public void What_a_few_examples_decide_does_not_hold_for_new_ones()
    {
        string[] relu = [.. Enumerable.Repeat("000111111111", 8)], swish = [.. Enumerable.Repeat("111111111110", 8)];
        swish[0] = "111111111111";
        ActivationComparisonRow row = Compare([.. Series("ReLU", relu), .. Series("Swish", swish)]);
        Assert.Equal((ComparisonVerdict.Better, ComparisonVerdict.Unclear), (row.Verdict, row.NewExamplesVerdict));
        Assert.Contains("The verdict Better holds for these test examples", row.Note, StringComparison.Ordinal);
        Assert.Contains("standard error of 0.1", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_thousands_of_examples_the_choice_matters_little()
    {
        string same = new('1', 6000), relu = same + new string('0', 900), swish = same + new string('1', 450);
        ActivationComparisonRow row = Compare(
        [
            .. Series("ReLU", Enumerable.Range(0, 8).Select(_ => relu)),
            .. Series("Swish", Enumerable.Range(0, 8).Select(i => swish[i..] + new string('0', 450 + i))),
        ]);
        Assert.Equal((ComparisonVerdict.Better, ComparisonVerdict.Better), (row.Verdict, row.NewExamplesVerdict));
        Assert.True(row.NewExamplesUpper - row.NewExamplesLower >= row.DifferenceUpper - row.DifferenceLower);
    }

    [Fact]
    public void Equal_answers_are_the_same_on_new_examples()
    {
        ActivationComparisonRow row = Compare([.. Series("ReLU", ReLU), .. Series("Swish", ReLU)]);
        Assert.Equal((ComparisonVerdict.Same, ComparisonVerdict.Same), (row.Verdict, row.NewExamplesVerdict));
        Assert.Equal((1.0, 0.0, 0.0), (row.NewExamplesPValue, row.NewExamplesSamePValue, row.ExampleError));
    }

    [Fact]
    public void Tables_and_older_logs_have_one_verdict_and_say_why()
    {
        ResultRow[] runs = [.. Series("ReLU", ReLU), .. Series("Swish", Swish)];
        ActivationComparisonRow row = Compare(runs.Select(
            r => r.Text("Seed") == "3" ? AsText(r, System.Globalization.CultureInfo.InvariantCulture) : r));
        Assert.Null(row.NewExamplesVerdict);
        Assert.Null(row.NewExamplesPValue);
        Assert.Equal("new seeds", row.Covers);
        Assert.Equal(RowNote.WithoutCorrectness, row.Note[row.Note.IndexOf("The verdict is", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Splits_with_examples_of_their_own_have_one_verdict_and_say_why()
    {
        ActivationComparisonRow row = Compare(
        [
            .. Series("ReLU", ReLU).Take(5), .. Series("Swish", Swish).Take(5), Tested("ReLU", 6, ReLU[5], "other"),
            Tested("Swish", 6, Swish[5], "other"),
        ]);
        Assert.Null(row.NewExamplesVerdict);
        Assert.Contains("Each split has test examples of its own", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_metric_is_not_about_single_examples()
    {
        ActivationComparisonRow row = ActivationComparison.Compare(
            [.. Series("ReLU", ReLU), .. Series("Swish", Swish)], new() { Metric = "TrainLoss" }).Rows[1];
        Assert.Null(row.NewExamplesVerdict);
        Assert.DoesNotContain("correctness", row.Note, StringComparison.Ordinal);
    }

    private static ResultRow Diverged(string activation, int seed) => new ResultRow(
    [
        new("Activation", activation), new("Seed", seed), new("Status", "Diverged"), new("TestAccuracy", 0.01),
        new("Dataset", "MNIST"), new("Classes", 100), new("Setting", "5e77a9c0b1d2f304"),
    ]);

    [Fact]
    public void A_network_that_collapsed_is_the_worst_on_any_examples()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", [.. ReLU, .. ReLU]), .. Enumerable.Range(1, 12).Select(i => Diverged("Swish", i))]);
        Assert.Equal((ComparisonVerdict.Worse, ComparisonVerdict.Worse), (row.Verdict, row.NewExamplesVerdict));
        Assert.Equal(row.PValue, row.NewExamplesPValue);
        Assert.Null(row.NewExamplesUpper);
    }

    // Twelve pairs: three of the baseline's networks diverged, the others lose by the same three examples each time.
    [Fact]
    public void The_scores_of_surviving_pairs_are_shifted_by_the_error_of_the_examples()
    {
        string[] relu = [.. Enumerable.Repeat("000111111111", 12)];
        string[] swish = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "111111111110" : "111111111111")];
        ActivationComparisonRow row = Compare(
        [
            .. Series("ReLU", relu).Skip(3), Diverged("ReLU", 1), Diverged("ReLU", 2), Diverged("ReLU", 3),
            .. Series("Swish", swish),
        ]);
        Assert.Equal((3, 9), (row.Pairs - row.SurvivorPairs, row.SurvivorPairs));
        Assert.Equal(2 / 4096.0, row.PValue!.Value, 1e-12);
        // 3.29 standard errors of 0.14 are more than the difference, so that the nine could be the other way round. Three
        // of twelve are then in favor: rank sum 33 against 45.
        Assert.InRange(row.ExampleError!.Value, 0.12, 0.15);
        Assert.Equal(1, row.NewExamplesPValue);
        Assert.Equal((ComparisonVerdict.Better, ComparisonVerdict.Unclear), (row.Verdict, row.NewExamplesVerdict));

        // Many examples: the shift is small, and the probability outside of it is what is added.
        string many = new('0', 12), more = new('1', 3000);
        ResultRow[] runs =
        [
            .. Series("ReLU", relu.Select(r => more + many + many + r)).Skip(3), Diverged("ReLU", 1),
            Diverged("ReLU", 2), Diverged("ReLU", 3), .. Series("Swish", swish.Select(s => more + "1111" + more[..20] + s)),
        ];
        row = Compare(runs);
        Assert.Equal(2 / 4096.0 + 0.001, row.NewExamplesPValue!.Value, 1e-12);
        Assert.Equal(ComparisonVerdict.Better, row.NewExamplesVerdict);

        // Pairs in which both collapsed are ties on any examples, and are left out.
        row = Compare([.. runs, .. Enumerable.Range(13, 4).SelectMany(i => new[] { Diverged("ReLU", i), Diverged("Swish", i) })]);
        Assert.Equal(2 / 4096.0 + 0.001, row.NewExamplesPValue!.Value, 1e-12);
    }

    [Fact]
    public void Too_few_pairs_have_no_verdict_on_new_examples_either()
    {
        ActivationComparisonRow row = Compare([.. Series("ReLU", ReLU[..5]), .. Series("Swish", Swish[..5])]);
        Assert.Equal((ComparisonVerdict.Untested, ComparisonVerdict.Untested), (row.Verdict, row.NewExamplesVerdict));
        Assert.Null(row.NewExamplesUpper);
    }
}
