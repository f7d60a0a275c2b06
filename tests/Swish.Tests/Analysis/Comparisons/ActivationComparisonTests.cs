using System.Globalization;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class ActivationComparisonTests
{
    private static readonly double[] ReLU = [0.9700, 0.9712, 0.9695, 0.9708, 0.9701, 0.9699];
    private static readonly double[] Swish = [0.9752, 0.9759, 0.9741, 0.9763, 0.9748, 0.9755];

    private static IReadOnlyList<ActivationComparisonRow> Compare(
        IEnumerable<ResultRow> runs, ComparisonOptions? options = null) =>
        ActivationComparison.Compare([.. runs], options ?? new()).Rows;

    [Fact]
    public void A_row_holds_the_figures_of_its_runs()
    {
        ActivationComparisonRow row = Compare([.. Series("ReLU", ReLU), .. Series("Swish", Swish)])[1];
        Assert.Equal(("Swish", "ReLU", 6, 6, 0), (row.Activation, row.Baseline, row.Runs, row.Pairs, row.Collapsed));
        Assert.Equal(0.97535, row.Median!.Value, 1e-12);
        Assert.Equal(Swish.Average(), row.Mean!.Value, 1e-12);
        Assert.Equal((0.9741, 0.9763), (row.Minimum, row.Maximum));
        Assert.Equal(Swish.Average() - ReLU.Average(), row.Difference!.Value, 1e-12);
        // 2.570582 is Student's 97.5 % quantile with 5 degrees of freedom, as in any table.
        Assert.Equal(row.Mean.Value - 2.570582 * row.StandardDeviation!.Value / Math.Sqrt(6), row.Lower!.Value, 1e-8);
        Assert.Equal(2 / 64.0, row.SignTestPValue!.Value, 1e-12);
        Assert.Equal(2 / 64.0, row.SignedRankPValue!.Value, 1e-12);
        Assert.Equal(row.SignedRankPValue, row.PValue); // the larger one of the two tests
        Assert.True(row.TTestPValue < 0.001);
        Assert.Equal((row.PValue, 1), (row.AdjustedPValue, row.Tests));
        Assert.Equal((1.0, 6), (row.PairsWon, row.SurvivorPairs));
        Assert.Equal((row.DifferenceLower, row.DifferenceUpper), (row.SimultaneousLower, row.SimultaneousUpper));
        Assert.Equal(ComparisonVerdict.Better, row.Verdict);
        Assert.Empty(row.Condition);
        Assert.Equal("", row.AlsoDiffers);
        Assert.Equal(RowNote.WithoutCorrectness, row.Note);
    }

    [Fact]
    public void The_baseline_comes_first_and_has_no_test()
    {
        ActivationComparisonRow row = Compare([.. Series("Swish", Swish), .. Series("ReLU", ReLU)])[0];
        Assert.Equal(("ReLU", "ReLU"), (row.Activation, row.Baseline));
        Assert.Null(row.Pairs);
        Assert.Null(row.Difference);
        Assert.Null(row.PValue);
        Assert.Null(row.AdjustedPValue);
        Assert.Null(row.Verdict);
    }

    [Fact]
    public void Runs_are_paired_by_seed_whatever_their_order()
    {
        ResultRow[] runs = [.. Series("ReLU", ReLU), .. Series("Swish", Swish)];
        ResultRow[] shuffled = [.. Series("ReLU", ReLU).Reverse(), .. Series("Swish", Swish)];
        Assert.Equal(
            Compare(runs).Select(r => r with { Condition = [] }),
            Compare(shuffled).Select(r => r with { Condition = [] }));
        IEnumerable<ResultRow> fewer = runs.Where(r =>
            r.Text("Seed") is not ("2" or "5") || r.Text("Activation") == "ReLU");
        Assert.Equal(4, Compare(fewer)[1].Pairs);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Fewer_than_six_pairs_are_not_tested_and_have_no_interval(int pairs)
    {
        ActivationComparison comparison = ActivationComparison.Compare(
            [.. Series("ReLU", ReLU[..pairs]), .. Series("Swish", Swish[..pairs])], new());
        ActivationComparisonRow row = comparison.Rows[1];
        Assert.Equal(pairs, row.Pairs);
        Assert.NotNull(row.Difference);
        Assert.Null(row.DifferenceLower);
        Assert.Null(row.NextPairUpper);
        Assert.Null(row.PValue);
        Assert.Null(row.SignTestPValue);
        Assert.Null(row.AdjustedPValue);
        Assert.Null(row.Tests);
        Assert.Equal(ComparisonVerdict.Untested, row.Verdict);
        Assert.Equal($"{pairs} pairs; a verdict needs 6.", row.Note);
        Assert.Equal(
            $"{pairs} pairs per row; a verdict needs 6: use -Repeat 6 (runs in a log are kept).",
            Assert.Single(comparison.Warnings));
    }

    [Fact]
    public void The_warning_asks_for_as_many_pairs_as_the_tests_of_the_call_need()
    {
        ResultRow[] runs =
        [
            .. Series("ReLU", ReLU[..3], ("Depth", 1)), .. Series("Swish", Swish[..3], ("Depth", 1)),
            .. Series("ReLU", ReLU[..3], ("Depth", 2)), .. Series("Swish", Swish[..3], ("Depth", 2)),
            .. Series("ReLU", ReLU[..3], ("Depth", 4)), .. Series("Swish", Swish[..2], ("Depth", 4)),
        ];
        // With Holm over three tests seven pairs reach 3 · 2/128 = 0.047 at best.
        Assert.Equal(
            "2 to 3 pairs per row; a verdict needs 6, and a difference among 3 tests needs 7: use -Repeat 7 (runs "
            + "in a log are kept).",
            Assert.Single(ActivationComparison.Compare(runs, new()).Warnings));
        Assert.Contains("use -Repeat 6 ",
            Assert.Single(ActivationComparison.Compare(runs, new() { Family = ComparisonFamily.None }).Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_only_the_number_of_tests_leaves_unclear_are_warned_of()
    {
        // Other seeds at each depth, so that the p-values are adjusted by Holm's method.
        ResultRow[] runs =
        [
            .. ((int[])[1, 2, 4, 8]).SelectMany(depth => Enumerable.Range(1, 6).SelectMany(i => (ResultRow[])
            [
                Run("ReLU", 10 * depth + i, 0.9 + 0.01 * i, ("Depth", depth)),
                Run("Swish", 10 * depth + i, 0.92 + 0.011 * i, ("Depth", depth)),
            ])),
        ];
        ActivationComparison comparison = ActivationComparison.Compare(runs, new());
        // 4 · 2/64 = 0.125; with eight pairs 4 · 2/256 = 0.031.
        Assert.All(comparison.Rows.Where(r => r.Activation == "Swish"),
            r => Assert.Equal((ComparisonVerdict.Unclear, 0.125), (r.Verdict!.Value, r.AdjustedPValue!.Value)));
        Assert.Equal(
            "4 rows are Unclear only because 4 tests are made at once, for which 6 pairs per row are few: use -Repeat 8 (runs in a "
            + "log are kept), or judge each row by itself with -Family None.",
            Assert.Single(comparison.Warnings));
        Assert.Empty(ActivationComparison.Compare(runs, new() { Family = ComparisonFamily.None }).Warnings);
    }

    [Fact]
    public void One_run_has_a_mean_and_no_spread()
    {
        ActivationComparisonRow row = Compare([.. Series("ReLU", [0.9]), .. Series("Swish", [0.8])])[1];
        Assert.Equal((0.8, 0.8, 1), (row.Median, row.Mean, row.Pairs));
        Assert.Equal(-0.1, row.Difference!.Value, 1e-12);
        Assert.Null(row.StandardDeviation);
        Assert.Null(row.Lower);
        Assert.Null(row.DifferenceUpper);
        Assert.Null(row.EffectSize);
    }

    [Fact]
    public void Verdicts_are_worse_same_and_unclear_where_they_should_be()
    {
        Assert.Equal(ComparisonVerdict.Worse, Verdict(Swish, ReLU));
        Assert.Equal(ComparisonVerdict.Same,
            Verdict(ReLU, [0.9701, 0.9710, 0.9697, 0.9706, 0.9703, 0.9698]));
        Assert.Equal(ComparisonVerdict.Unclear,
            Verdict(ReLU, [0.9760, 0.9650, 0.9750, 0.9640, 0.9770, 0.9690]));
        Assert.Equal(ComparisonVerdict.Same,
            Verdict(ReLU, [0.9760, 0.9650, 0.9750, 0.9640, 0.9770, 0.9690], margin: 0.1));

        static ComparisonVerdict? Verdict(double[] baseline, double[] other, double? margin = null) =>
            Compare([.. Series("ReLU", baseline), .. Series("Swish", other)], new() { Margin = margin })[1].Verdict;
    }

    [Fact]
    public void Equal_differences_give_one_or_zero_for_a_p_value()
    {
        ActivationComparisonRow none = Compare([.. Series("ReLU", ReLU), .. Series("Swish", ReLU)])[1];
        Assert.Equal((1, 1, 0, 0), (none.PValue, none.SignTestPValue, none.EffectSize, none.SamePValue));
        Assert.Equal(ComparisonVerdict.Same, none.Verdict);

        // 0.01 more in each: as doubles the six differences are not quite alike.
        double[] more = [.. ReLU.Select(a => a + 0.01)];
        ActivationComparisonRow all = Compare([.. Series("ReLU", ReLU), .. Series("Swish", more)])[1];
        Assert.Equal((0, null, ComparisonVerdict.Better), (all.TTestPValue, all.EffectSize, all.Verdict));
        Assert.Equal((1, 0, 0), (all.ProbabilityBetter, all.ProbabilitySame, all.ProbabilityWorse));
    }

    [Fact]
    public void Losses_are_better_when_lower()
    {
        IEnumerable<ResultRow> runs = [.. With("ReLU", Swish), .. With("Swish", ReLU)];
        Assert.Equal(ComparisonVerdict.Better, Compare(runs, new() { Metric = "testloss" })[1].Verdict);
        Assert.Equal("TestLoss", Compare(runs, new() { Metric = "testloss" })[1].Metric);

        static IEnumerable<ResultRow> With(string activation, double[] losses) =>
            losses.Select((l, i) => Run(activation, i + 1, 0.9, ("TestLoss", l)));
    }

    [Theory]
    [InlineData("SamplesPerSecond", ComparisonVerdict.Worse)]
    [InlineData("ValidationAccuracy", ComparisonVerdict.Worse)]
    [InlineData("Seconds", ComparisonVerdict.Better)]
    [InlineData("TrainLoss", ComparisonVerdict.Better)]
    public void The_direction_follows_the_metric(string metric, ComparisonVerdict verdict)
    {
        IEnumerable<ResultRow> runs = [.. With("ReLU", Swish), .. With("Swish", ReLU)];
        ActivationComparison comparison = ActivationComparison.Compare([.. runs], new() { Metric = metric });
        Assert.Equal(verdict, comparison.Rows[1].Verdict);
        Assert.Empty(comparison.Warnings);

        IEnumerable<ResultRow> With(string activation, double[] values) =>
            values.Select((v, i) => Run(activation, i + 1, 0.9, (metric, v)));
    }

    [Fact]
    public void One_activation_alone_is_compared_with_nothing_and_a_warning()
    {
        ActivationComparison comparison = ActivationComparison.Compare([.. Series("Swish", Swish)], new());
        Assert.Single(comparison.Rows);
        Assert.StartsWith("All runs are of Swish", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_margin_is_one_of_accuracy_alone()
    {
        double[] near = [0.9701, 0.9710, 0.9697, 0.9706, 0.9703, 0.9698];
        IEnumerable<ResultRow> runs = [.. With("ReLU", ReLU), .. With("Swish", near)];
        Assert.Equal(ComparisonVerdict.Same, Compare(runs)[1].Verdict);
        Assert.Equal(ComparisonVerdict.Unclear, Compare(runs, new() { Metric = "TestLoss" })[1].Verdict);

        static IEnumerable<ResultRow> With(string activation, double[] values) =>
            values.Select((v, i) => Run(activation, i + 1, v, ("TestLoss", v)));
    }

    [Fact]
    public void A_baseline_may_be_named_as_the_catalog_names_it_too() =>
        Assert.All(
            Compare([.. Series("ReLU", ReLU), .. Series("Swish", Swish)], new() { Baselines = ["silu"] }),
            row => Assert.Equal("Swish", row.Baseline));

    [Fact]
    public void A_baseline_that_no_run_has_is_rejected_with_those_that_there_are()
    {
        SwishException rejection = Assert.Throws<SwishException>(
            () => Compare(Series("Swish", Swish), new() { Baselines = ["ReLU"] }));
        Assert.Equal("BaselineNotFound", rejection.ErrorId);
        Assert.Equal("ReLU", rejection.OffendingValue);
        Assert.Contains("Swish", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_metric_is_rejected_with_those_that_there_are()
    {
        SwishException rejection = Assert.Throws<SwishException>(
            () => Compare(Series("Swish", Swish), new() { Metric = "Speed" }));
        Assert.Equal("UnknownMetric", rejection.ErrorId);
        Assert.Contains("TestAccuracy, TrainLoss", rejection.Message, StringComparison.Ordinal);
        Assert.Equal("UnknownMetric", Assert.Throws<SwishException>(
            () => Compare(Series("Swish", Swish), new() { Metric = "Status" })).ErrorId);
    }

    [Fact]
    public void The_same_run_twice_is_rejected()
    {
        SwishException rejection = Assert.Throws<SwishException>(
            () => Compare([.. Series("Swish", Swish), Run("swish", 3, 0.9)]));
        Assert.Equal("DuplicateRun", rejection.ErrorId);
        Assert.Contains("leave out the copies", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("seed 3", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_seed_that_differ_in_no_column_are_no_copies()
    {
        SwishException rejection = Assert.Throws<SwishException>(
            () => Compare([Run("Swish", 1, 0.9, ("Recipe", "a")), Run("swish", 1, 0.9, ("Recipe", "b"))]));
        Assert.Equal("DuplicateRun", rejection.ErrorId);
        Assert.Contains("The recipes differ", rejection.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Activation")]
    [InlineData("Seed")]
    public void A_run_without_what_pairs_it_is_rejected(string missing)
    {
        ResultRow run = Run("Swish", 1, 0.9);
        ResultRow bare = new(run.Columns.Where(c => c != missing).Select(c => KeyValuePair.Create(c, run[c])));
        Assert.Equal("MissingColumn", Assert.Throws<SwishException>(() => Compare([bare])).ErrorId);
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    public void A_margin_below_zero_is_rejected(double margin) => Assert.Equal("InvalidMargin",
        Assert.Throws<SwishException>(() => Compare(Series("Swish", Swish), new() { Margin = margin })).ErrorId);

    [Fact]
    public void No_results_give_no_rows() => Assert.Empty(Compare([]));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    public void Rows_of_text_give_the_table_of_the_live_ones(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            ResultRow[] live = [.. Conditions(1, 0.01), .. Conditions(10, 0.1), .. Conditions(2, 0.01)];
            IReadOnlyList<ActivationComparisonRow> expected = Compare(live);
            IReadOnlyList<ActivationComparisonRow> fromText =
                Compare(live.Select(r => AsText(r, CultureInfo.CurrentCulture)));
            Assert.Equal(expected.Count, fromText.Count);
            foreach ((ActivationComparisonRow a, ActivationComparisonRow b) in expected.Zip(fromText))
            {
                Assert.Equal(a.Condition, b.Condition);
                Assert.Equal(a with { Condition = [] }, b with { Condition = [] });
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static IEnumerable<ResultRow> Conditions(int depth, double rate) =>
        [
            .. Series("ReLU", ReLU, ("Depth", depth), ("LearningRate", rate), ("Residual", false)),
            .. Series("Swish", Swish, ("Depth", depth), ("LearningRate", rate), ("Residual", false)),
        ];
    }

    [Fact]
    public void The_summary_counts_medians_and_verdicts()
    {
        // Three tests at six pairs have no p-value below 0.05 after Holm's adjustment.
        ComparisonOptions each = new() { Family = ComparisonFamily.None };
        ActivationComparison comparison = ActivationComparison.Compare(
        [
            .. Series("ReLU", ReLU, ("Depth", 1)), .. Series("Swish", Swish, ("Depth", 1)),
            .. Series("ReLU", ReLU, ("Depth", 2)), .. Series("Swish", ReLU, ("Depth", 2)),
            .. Series("ReLU", Swish, ("Depth", 3)), .. Series("Swish", ReLU, ("Depth", 3)),
            .. Series("ReLU", ReLU[..3], ("Depth", 4)), .. Series("Swish", Swish[..3], ("Depth", 4)),
            .. Series("Swish", Swish, ("Depth", 5)),
        ], each);
        ActivationComparisonSummary summary = Assert.Single(comparison.Summarize());
        Assert.Equal(("Swish", "ReLU", "TestAccuracy"), (summary.Activation, summary.Baseline, summary.Metric));
        Assert.Equal(4, summary.Conditions);
        Assert.Equal((2, 1, 1), (summary.MedianHigher, summary.MedianEqual, summary.MedianLower));
        Assert.Equal((1, 1, 1, 0, 1),
            (summary.Better, summary.Same, summary.Worse, summary.Unclear, summary.Untested));
        Assert.Equal((0, 2), (summary.NotComparable, summary.PooledConditions));
    }
}
