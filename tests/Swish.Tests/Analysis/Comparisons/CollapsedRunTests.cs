using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class CollapsedRunTests
{
    private static readonly string[] Names = ["ReLU", "Swish"];
    private static readonly double[] Good = [0.960, 0.963, 0.961, 0.966, 0.962, 0.965, 0.964, 0.967];
    private static readonly double[] Better = [0.970, 0.974, 0.972, 0.975, 0.972, 0.976, 0.973, 0.978];

    private static ResultRow Diverged(string activation, int seed, double accuracy = double.NaN) => new(
    [
        new("Activation", activation), new("Seed", seed), new("Status", "Diverged"),
        new("TestAccuracy", accuracy), new("TestLoss", double.NaN), new("TrainLoss", double.NaN),
        new("Dataset", "MNIST"), new("Setting", "5e77a9c0b1d2f304"),
    ]);

    private static ResultRow Dead(string activation, int seed) => new(
    [
        new("Activation", activation), new("Seed", seed), new("Status", "Completed"),
        new("TestAccuracy", 0.1135), new("TestLoss", 2.31), new("TrainLoss", Math.Log(10)), new("Dataset", "MNIST"),
        new("Setting", "5e77a9c0b1d2f304"),
    ]);

    private static ActivationComparisonRow Compare(IEnumerable<ResultRow> relu, IEnumerable<ResultRow> swish) =>
        ActivationComparison.Compare([.. relu, .. swish], new()).Rows.Single(r => r.Activation == "Swish");

    [Fact]
    public void Diverged_and_dead_runs_both_count_as_collapsed()
    {
        ResultRow[] relu = [.. Series("ReLU", Good).Skip(2), Diverged("ReLU", 1), Dead("ReLU", 2)];
        ActivationComparisonRow row =
            ActivationComparison.Compare([.. relu, .. Series("Swish", Better)], new()).Rows[0];
        Assert.Equal(("ReLU", 8, 2), (row.Activation, row.Runs, row.Collapsed));
        Assert.Equal(0.1, row.Minimum);
    }

    // Of MNIST's 10,000 test images 1,135 show a 1: 0.1135 + 3√(0.1135 · 0.8865/10000) = 0.12302.
    [Theory]
    [InlineData("MNIST", 0.1135, 0.05, 1)]
    [InlineData("MNIST", 0.1230, 0.05, 1)]
    [InlineData("MNIST", 0.1231, 2.31, 0)]
    [InlineData("MNIST", 0.82, 3.5, 0)]
    [InlineData("MNIST", double.NaN, 2.3000, 1)]
    [InlineData("MNIST", double.NaN, 2.28, 0)]
    [InlineData("MNIST", double.NaN, double.NaN, 0)]
    [InlineData("Kuzushiji", 0.1, 2.31, 0)]
    public void Collapse_is_judged_by_accuracy_and_by_loss_only_without_one(
        string dataset, double accuracy, double trainLoss, int collapsed)
    {
        ResultRow live = Row(("Activation", "Swish"), ("Seed", 1), ("Status", "Completed"), ("TestAccuracy", accuracy),
            ("TrainLoss", trainLoss), ("ValidationAccuracy", 0.5), ("Dataset", dataset));
        foreach (ResultRow run in new[] { live, AsText(live, System.Globalization.CultureInfo.InvariantCulture) })
            Assert.Equal(collapsed, Assert.Single(
                ActivationComparison.Compare([run], new() { Metric = "ValidationAccuracy" }).Rows).Collapsed);
    }

    /// <summary>With three standard errors more than the largest class, a perfect network of few examples would have collapsed.</summary>
    [Theory]
    [InlineData(1.0, 0.9, 80, 0)]
    [InlineData(0.95, 0.9, 80, 1)]
    [InlineData(0.9625, 0.9, 80, 0)]
    [InlineData(0.9, 0.9, 80, 1)]
    [InlineData(1.0, 0.5, 8, 0)]
    [InlineData(0.75, 0.5, 8, 1)]
    [InlineData(1.0, 0.99, 800, 0)]
    public void A_perfect_network_has_not_collapsed(double accuracy, double chance, int count, int collapsed)
    {
        ResultRow run = Row(("Activation", "Swish"), ("Seed", 1), ("TestAccuracy", accuracy), ("Dataset", "mine"),
            ("Classes", 2), ("ChanceAccuracy", chance), ("TestCount", count));
        Assert.Equal(collapsed, Assert.Single(ActivationComparison.Compare([run], new()).Rows).Collapsed);
    }

    [Fact]
    public void Runs_of_numbers_that_all_diverged_are_compared_by_R2()
    {
        ResultRow[] runs = [.. Names.SelectMany(name => Enumerable.Range(1, 6).Select(seed => Row(
            ("Activation", name), ("Seed", seed), ("Status", "Diverged"), ("TestAccuracy", double.NaN), ("R2", null),
            ("RMSE", null), ("Classes", 0), ("Dataset", "sine"), ("Setting", "5e77a9c0b1d2f304"))))];
        Assert.Equal("R2", ComparisonOptions.DefaultMetric(runs));
        ActivationComparisonRow row = ActivationComparison.Compare(runs, new() { Metric = "R2" }).Rows[1];
        Assert.Equal((6, ComparisonVerdict.Unclear), (row.Collapsed, row.Verdict));
        Assert.Equal("RMSE", ComparisonOptions.DefaultMetric([Regression("ReLU", 1, null, 0.5)]));
    }

    // Two classes of which the larger has 60 % of 1,000 examples: 0.6 + 3√(0.24/1000) = 0.6465.
    [Theory]
    [InlineData(0.60, 0.60, 1000, 1)]
    [InlineData(0.646, 0.60, 1000, 1)]
    [InlineData(0.647, 0.60, 1000, 0)]
    [InlineData(0.32, 0.05, 18800, 0)] // 47 classes: 0.32 is far more than a guess, whatever ln 10 says
    public void The_largest_class_and_the_number_of_examples_come_from_the_columns(
        double accuracy, double chance, int count, int collapsed)
    {
        ResultRow run = Row(("Activation", "Swish"), ("Seed", 1), ("TestAccuracy", accuracy), ("TrainLoss", 2.4),
            ("Dataset", "mine"), ("ChanceAccuracy", chance), ("TestCount", count));
        ActivationComparisonRow row = Assert.Single(ActivationComparison.Compare([run], new()).Rows);
        Assert.Equal(collapsed, row.Collapsed);
        Assert.Equal("", row.Note);
    }

    /// <summary>A network whose predictions are not numbers is worse than one that predicts a constant.</summary>
    [Theory]
    [InlineData(double.NaN, 1.0, true)]
    [InlineData(null, double.NaN, true)]
    [InlineData(-0.2, 3.0, true)]
    [InlineData(0.3, 3.0, false)]
    [InlineData(null, 3.0, false)]
    public void A_regression_run_that_predicts_NaN_collapsed(double? r2, double rmse, bool collapsed)
    {
        ResultRow[] swish = [.. Enumerable.Range(1, 8).Select(seed => Regression("Swish", seed, r2, rmse))];
        ResultRow[] poor = [.. Enumerable.Range(1, 8).Select(seed => Regression("ReLU", seed, -0.1, 2))];
        ResultRow[] good = [.. Enumerable.Range(1, 8).Select(seed => Regression("ReLU", seed, 0.9, 0.1))];
        ActivationComparisonRow against = ActivationComparison.Compare([.. poor, .. swish], new() { Metric = "R2" }).Rows.Single(r => r.Activation == "Swish");
        Assert.Equal(collapsed ? 8 : 0, against.Collapsed);
        Assert.Equal(r2 is null && !collapsed ? ComparisonVerdict.Untested : collapsed ? ComparisonVerdict.Unclear : ComparisonVerdict.Better, against.Verdict);
        against = ActivationComparison.Compare([.. good, .. swish], new() { Metric = "R2" }).Rows.Single(r => r.Activation == "Swish");
        Assert.Equal(r2 is null && !collapsed ? ComparisonVerdict.Untested : ComparisonVerdict.Worse, against.Verdict);
    }

    private static ResultRow Regression(string activation, int seed, double? r2, double rmse) => Row(
        ("Activation", activation), ("Seed", seed), ("Status", "Completed"), ("TestAccuracy", double.NaN), ("R2", r2),
        ("RMSE", rmse), ("TestLoss", rmse), ("Classes", 0), ("Dataset", "sine"), ("Setting", "5e77a9c0b1d2f304"));

    [Fact]
    public void The_test_loss_of_the_end_comes_before_the_training_loss_of_an_epoch()
    {
        ResultRow run = Row(("Activation", "Swish"), ("Seed", 1), ("TestLoss", 0.4), ("TrainLoss", 3.1),
            ("Classes", 10), ("ValidationAccuracy", 0.9), ("Dataset", "mine"));
        ActivationComparisonRow row =
            Assert.Single(ActivationComparison.Compare([run], new() { Metric = "ValidationAccuracy" }).Rows);
        Assert.Equal(0, row.Collapsed);
        Assert.StartsWith("Which runs collapsed was judged by the loss", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_collapse_cannot_be_judged_the_row_says_so()
    {
        ResultRow other = Row(("Activation", "Swish"), ("Seed", 1), ("TestAccuracy", 0.5), ("Dataset", "mine"));
        Assert.StartsWith("Whether runs collapsed was not tested",
            Assert.Single(ActivationComparison.Compare([other], new()).Rows).Note, StringComparison.Ordinal);
        ResultRow unnamed = Row(("Activation", "Swish"), ("Seed", 1), ("TestAccuracy", 0.1135));
        ActivationComparisonRow row = Assert.Single(ActivationComparison.Compare([unnamed], new()).Rows);
        Assert.Equal(1, row.Collapsed);
        Assert.Contains("judged as on MNIST", row.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.1, 0.1)]
    [InlineData(0.098, 0.1)]
    [InlineData(0.25, 0.25)]
    public void A_diverged_run_counts_with_the_accuracy_of_a_guess(double recorded, double expected)
    {
        ActivationComparisonRow row = Compare(Series("ReLU", Good), [Diverged("Swish", 1, recorded)]);
        Assert.Equal((expected, expected), (row.Median, row.Mean));
    }

    [Fact]
    public void A_collapsed_run_counts_as_the_worst_there_is_and_survivors_are_shown_apart()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Good).Skip(2), Diverged("ReLU", 1), Dead("ReLU", 2)], Series("Swish", Better));
        Assert.Equal((8, 6), (row.Pairs, row.SurvivorPairs));
        Assert.Equal((null, null, null), (row.Difference, row.DifferenceLower, row.TTestPValue));
        Assert.Equal(Better.Skip(2).Average() - Good.Skip(2).Average(), row.SurvivorDifference!.Value, 1e-12);
        Assert.NotNull(row.SurvivorLower);
        Assert.Equal(2 / 256.0, row.PValue!.Value, 1e-12); // eight of eight scores are above 0
        Assert.Equal(ComparisonVerdict.Better, row.Verdict);
        Assert.Contains("2 of 8 pairs have a collapsed run (Swish 0, ReLU 2)", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_in_which_both_collapsed_is_a_tie()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Good).Skip(1), Dead("ReLU", 1)], [.. Series("Swish", Better).Skip(1), Dead("Swish", 1)]);
        Assert.Equal((8, 7, 1.0), (row.Pairs, row.SurvivorPairs, row.PairsWon));
        Assert.Equal(2 / 128.0, row.PValue!.Value, 1e-12);
    }

    [Fact]
    public void Where_the_baseline_always_collapses_the_other_is_better()
    {
        ActivationComparisonRow row = Compare(
            Enumerable.Range(1, 8).Select(s => Dead("ReLU", s)), Series("Swish", Better));
        Assert.Equal((8, 0, null), (row.Pairs, row.SurvivorPairs, row.SurvivorDifference));
        Assert.Equal(2 / 256.0, row.AdjustedPValue!.Value, 1e-12);
        Assert.Equal(ComparisonVerdict.Better, row.Verdict);
        Assert.Equal(ComparisonVerdict.Worse,
            Compare(Series("ReLU", Better), Enumerable.Range(1, 8).Select(s => Dead("Swish", s))).Verdict);
    }

    [Fact]
    public void Two_activations_that_always_collapse_are_unclear() =>
        Assert.Equal(ComparisonVerdict.Unclear, Compare(
            Enumerable.Range(1, 8).Select(s => Dead("ReLU", s)),
            Enumerable.Range(1, 8).Select(s => Dead("Swish", s))).Verdict);

    [Fact]
    public void Runs_are_not_the_same_while_one_side_collapses()
    {
        double[] near = [.. Good.Select((a, i) => a + (i % 2 == 0 ? 0.0001 : -0.0001))];
        Assert.Equal(ComparisonVerdict.Same, Compare(Series("ReLU", Good), Series("Swish", near)).Verdict);
        Assert.Equal(ComparisonVerdict.Unclear,
            Compare(Series("ReLU", Good), [.. Series("Swish", near).Skip(1), Dead("Swish", 1)]).Verdict);
    }

    [Fact]
    public void What_a_run_cost_is_compared_whether_it_learned_or_not()
    {
        IEnumerable<ResultRow> relu = Good.Select((_, i) => Run("ReLU", i + 1, 0.1135, ("Seconds", 2 + 0.01 * i)));
        IEnumerable<ResultRow> swish = Good.Select((_, i) => Run("Swish", i + 1, 0.97, ("Seconds", 3 + 0.02 * i)));
        ActivationComparisonRow row =
            ActivationComparison.Compare([.. relu, .. swish], new() { Metric = "Seconds" }).Rows[1];
        Assert.Equal((8, ComparisonVerdict.Worse), (row.SurvivorPairs, row.Verdict));
    }

    [Fact]
    public void Other_metrics_leave_diverged_runs_out_and_say_so()
    {
        ActivationComparison comparison = ActivationComparison.Compare(
        [
            .. Good.Select((a, i) => Run("ReLU", i + 1, a, ("TestLoss", 1 - a))),
            .. Better.Skip(1).Select((a, i) => Run("Swish", i + 2, a, ("TestLoss", 1 - a))),
            Diverged("Swish", 1),
        ], new() { Metric = "TestLoss" });
        ActivationComparisonRow row = comparison.Rows[1];
        Assert.Equal((8, 1, 8, 7), (row.Runs, row.Collapsed, row.Pairs, row.SurvivorPairs));
        Assert.Equal(Better.Skip(1).Average(a => 1 - a), row.Mean!.Value, 1e-12);
        Assert.Contains("1 of 8 runs have no TestLoss and are left out.", row.Note, StringComparison.Ordinal);
        Assert.Contains("TestLoss", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stopped")]
    [InlineData("Failed")]
    public void Runs_that_did_not_come_to_their_end_are_left_out_and_said_so(string status)
    {
        ResultRow cut = new(
            [new("Activation", "Swish"), new("Seed", 9), new("Status", status), new("TestAccuracy", "")]);
        ActivationComparison comparison = ActivationComparison.Compare(
            [.. Series("ReLU", Good), .. Series("Swish", Better), cut], new());
        Assert.Equal(8, comparison.Rows[1].Runs);
        Assert.StartsWith(
            "1 run that was stopped or failed", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }
}
