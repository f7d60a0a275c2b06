using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class CollapsedRunTests
{
    private static readonly double[] Good = [0.960, 0.963, 0.961, 0.966, 0.962, 0.965, 0.964, 0.967];
    private static readonly double[] Better = [0.970, 0.974, 0.972, 0.975, 0.972, 0.976, 0.973, 0.978];

    private static ResultRow Diverged(string activation, int seed, double accuracy = double.NaN) => new(
    [
        new("Activation", activation), new("Seed", seed), new("Status", "Diverged"),
        new("TestAccuracy", accuracy), new("TestLoss", double.NaN), new("TrainLoss", double.NaN),
    ]);

    private static ResultRow Dead(string activation, int seed) => new(
    [
        new("Activation", activation), new("Seed", seed), new("Status", "Completed"),
        new("TestAccuracy", 0.1135), new("TestLoss", 2.31), new("TrainLoss", Math.Log(10)),
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

    // On MNIST 2.3012 is the loss of the digits' frequencies, and 0.1135 the accuracy of answering 1 to everything. Networks
    // that did so ended with losses from 2.3000 to 2.3013; what was learnt first, with 2.2826, gave an accuracy of 0.137.
    [Theory]
    [InlineData(2.3026, 0.2, 1)]
    [InlineData(2.3013, 0.1135, 1)]
    [InlineData(2.3000, 0.1135, 1)]
    [InlineData(2.3000, 0.0980, 1)]
    [InlineData(2.3000, double.NaN, 1)]
    [InlineData(2.3000, 0.2, 0)]
    [InlineData(2.2900, 0.1135, 0)]
    [InlineData(2.2826, 0.1374, 0)]
    [InlineData(double.NaN, 0.1135, 0)]
    public void A_network_that_answers_the_same_to_everything_has_collapsed(
        double trainLoss, double testAccuracy, int collapsed)
    {
        KeyValuePair<string, object?>[] live =
        [
            new("Activation", "Swish"), new("Seed", 1), new("Status", "Completed"), new("TestAccuracy", testAccuracy),
            new("TrainLoss", trainLoss), new("ValidationAccuracy", 0.1),
        ];
        IEnumerable<KeyValuePair<string, object?>> text = live.Select(column => KeyValuePair.Create(
            column.Key, (object?)Convert.ToString(column.Value, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (ResultRow run in new ResultRow[] { new(live), new(text) })
            Assert.Equal(collapsed, Assert.Single(
                ActivationComparison.Compare([run], new() { Metric = "ValidationAccuracy" }).Rows).Collapsed);
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
    public void The_t_is_over_the_other_pairs_and_the_counts_are_tested_apart()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Good).Skip(2), Diverged("ReLU", 1), Diverged("ReLU", 2)], Series("Swish", Better));
        ActivationComparisonRow without = Compare(Series("ReLU", Good).Skip(2), Series("Swish", Better).Skip(2));
        Assert.Equal((6, without.Difference, without.PValue), (row.Pairs, row.Difference, row.PValue));
        Assert.Equal(0.5, row.CollapsePValue!.Value, 1e-12); // 2 of 2 discordant pairs: 2·(1/2)²
        Assert.Equal(2 * row.PValue!.Value, row.AdjustedPValue!.Value, 1e-15);
        Assert.Equal(ComparisonVerdict.Better, row.Verdict);
        Assert.Contains("2 of 8 pairs have a collapsed run", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_collapse_together_cost_the_row_nothing()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Good).Skip(1), Dead("ReLU", 1)], [.. Series("Swish", Better).Skip(1), Dead("Swish", 1)]);
        Assert.Equal((7, 1.0), (row.Pairs, row.CollapsePValue));
        Assert.Equal(row.PValue, row.AdjustedPValue);
    }

    [Fact]
    public void Where_the_baseline_always_collapses_the_counts_decide()
    {
        ActivationComparisonRow row = Compare(
            Enumerable.Range(1, 8).Select(s => Dead("ReLU", s)), Series("Swish", Better));
        Assert.Equal(0, row.Pairs);
        Assert.Null(row.Difference);
        Assert.Null(row.PValue);
        Assert.Equal(2 / 256.0, row.AdjustedPValue!.Value, 1e-12);
        Assert.Equal(ComparisonVerdict.Better, row.Verdict);
        Assert.Equal(ComparisonVerdict.Worse,
            Compare(Series("ReLU", Better), Enumerable.Range(1, 8).Select(s => Dead("Swish", s))).Verdict);
    }

    [Fact]
    public void Two_tests_that_point_in_opposite_directions_are_unclear()
    {
        double[] more = [.. Enumerable.Range(0, 8).Select(i => 0.95 + 0.001 * (i % 3))];
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Better), .. Enumerable.Range(9, 8).Select(s => Dead("ReLU", s))],
            [.. Series("Swish", more), .. more.Select((a, i) => Run("Swish", i + 9, a))]);
        Assert.True(row.PValue < 0.05 && row.CollapsePValue < 0.05);
        Assert.True(row.AdjustedPValue < 0.05);
        Assert.Equal(ComparisonVerdict.Unclear, row.Verdict);
        Assert.Contains("opposite", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_not_the_same_while_one_side_collapses_more()
    {
        double[] near = [.. Good.Select((a, i) => a + (i % 2 == 0 ? 0.0001 : -0.0001))];
        Assert.Equal(ComparisonVerdict.Same, Compare(Series("ReLU", Good), Series("Swish", near)).Verdict);
        Assert.Equal(ComparisonVerdict.Unclear,
            Compare(Series("ReLU", Good), [.. Series("Swish", near).Skip(1), Dead("Swish", 1)]).Verdict);
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
        Assert.Equal((8, 1, 7), (row.Runs, row.Collapsed, row.Pairs));
        Assert.Equal(Better.Skip(1).Average(a => 1 - a), row.Mean!.Value, 1e-12);
        Assert.StartsWith("1 of 8 runs have no TestLoss and are left out.", row.Note, StringComparison.Ordinal);
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
