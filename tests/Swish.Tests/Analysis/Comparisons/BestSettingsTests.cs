using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>Each activation at its own best setting.</summary>
public sealed class BestSettingsTests
{
    // The best rate on the validation images is 0.1 for ReLU and 0.01 for Swish; on the test images it is not.
    private static readonly ResultRow[] Sweep =
    [
        .. Tried("ReLU", 0.001, 0.90, 0.99), .. Tried("ReLU", 0.01, 0.93, 0.92), .. Tried("ReLU", 0.1, 0.95, 0.94),
        .. Tried("ReLU", 1, 0.5, 0.5), .. Tried("Swish", 0.001, 0.90, 0.91), .. Tried("Swish", 0.01, 0.96, 0.95),
        .. Tried("Swish", 0.1, 0.94, 0.99), .. Tried("Swish", 1, 0.6, 0.6),
    ];

    private static ActivationComparison Compare(IEnumerable<ResultRow> runs, params string[] atBest) =>
        ActivationComparison.Compare([.. runs], new() { AtBest = atBest });

    [Fact]
    public void Each_activation_has_the_rate_with_the_highest_mean_validation_accuracy()
    {
        ActivationComparison comparison = Compare(Sweep, "learningrate");
        Assert.Equal([0.1, 0.01], comparison.Rows.Select(Rate));
        Assert.Equal([0.9425, 0.9525], comparison.Rows.Select(r => r.Mean!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(comparison.Rows, r => Assert.Equal("LearningRate", r.AtBest));
        Assert.All(comparison.Rows, r => Assert.Empty(r.Condition));
        Assert.Equal(ComparisonVerdict.Better, comparison.Rows[1].Verdict);
        Assert.Empty(comparison.Warnings);
    }

    [Fact]
    public void The_choice_is_made_under_each_condition() =>
        Assert.Equal(
            ["1 ReLU 0.1", "1 Swish 0.01", "2 ReLU 0.001", "2 Swish 0.1"],
            Compare(
            [
                .. Sweep.Select(r => With(r, "Depth", 1)),
                .. Tried("ReLU", 0.001, 0.9, 0.9).Select(r => With(r, "Depth", 2)),
                .. Tried("Swish", 0.01, 0.8, 0.9).Select(r => With(r, "Depth", 2)),
                .. Tried("Swish", 0.1, 0.9, 0.9).Select(r => With(r, "Depth", 2)),
            ], "LearningRate").Rows.Select(r => FormattableString.Invariant(
                $"{r.Condition.Single().Value} {r.Activation} {Rate(r)}")));

    /// <summary>The sums of .1 + .2 + .3 and .3 + .2 + .1 differ in their last bit.</summary>
    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.3, 0.2, 0.1 })]
    [InlineData(new[] { 0.3, 0.2, 0.1 }, new[] { 0.1, 0.2, 0.3 })]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.2, 0.2, 0.2 })]
    public void Equal_means_are_a_tie_in_any_order(double[] low, double[] high)
    {
        ResultRow[] runs =
        [
            .. low.SelectMany((accuracy, i) => Seed(i, 0.01, accuracy)), .. high.SelectMany((accuracy, i) => Seed(i, 0.1, accuracy)),
        ];
        foreach (bool isReversed in (bool[])[false, true])
        {
            ActivationComparison comparison = Compare(isReversed ? runs.Reverse() : runs, "LearningRate");
            Assert.All(comparison.Rows, row => Assert.Equal(0.01, Rate(row)));
            Assert.Contains(comparison.Warnings, w => w.StartsWith("No LearningRate is best", StringComparison.Ordinal));
        }

        static ResultRow[] Seed(int seed, double rate, double accuracy) =>
        [
            Run("ReLU", seed + 1, 0.9, ("LearningRate", rate), ("ValidationAccuracy", accuracy)),
            Run("Swish", seed + 1, 0.9, ("LearningRate", rate), ("ValidationAccuracy", accuracy)),
        ];
    }

    /// <summary>The rates explain that the runs differ in their settings; the names do not show what else does.</summary>
    [Theory]
    [InlineData("d1", "", "d2", "", true)]
    [InlineData("d1", "{ Dense 3 }", "d1", "{ Dense 4 }", true)]
    [InlineData("d1", "{ Dense 3 }", "d1", "{ Dense 3 }", false)]
    public void Data_sets_and_networks_of_one_name_are_told_apart(
        string data, string network, string otherData, string otherNetwork, bool differ)
    {
        ResultRow[] runs =
        [
            .. Sweep.Select(row => new ResultRow(row.Columns.Select(c => KeyValuePair.Create(
                c, c == "Setting" ? $"{row.Text("LearningRate")} {row.Text("Activation")}" : row[c])))
            {
                Sources = row.Text("Activation") == "ReLU" ? (data, network) : (otherData, otherNetwork),
            }),
        ];
        ActivationComparisonRow compared = Compare(runs, "LearningRate").Rows[1];
        Assert.Equal(differ ? "Setting" : "", compared.AlsoDiffers);
        Assert.Equal(differ ? ComparisonVerdict.NotComparable : ComparisonVerdict.Better, compared.Verdict);
    }

    [Theory]
    [InlineData(0.1, 0.001, "largest")]
    [InlineData(0.01, 1, "smallest")]
    public void A_best_value_at_the_edge_is_warned_of(double best, double other, string edge)
    {
        string warning = Assert.Single(Compare(
            [.. Tried("ReLU", best, 0.95, 0.9), .. Tried("ReLU", other, 0.9, 0.9), .. Tried("Swish", best, 0.9, 0.9)],
            "LearningRate").Warnings);
        Assert.Contains(
            FormattableString.Invariant($"ReLU at LearningRate {best}, the {edge} tried"), warning,
            StringComparison.Ordinal);
        // Swish was tried at one rate only, where there is no edge.
        Assert.DoesNotContain("Swish", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_0_is_no_edge() =>
        Assert.Empty(Compare(
            from activation in (string[])["ReLU", "Swish"]
            from dropout in (double[])[0, 0.2, 0.4]
            from run in Tried(activation, 0.01, 0.9 - (dropout / 10), 0.9)
            select With(run, "Dropout", dropout), "Dropout").Warnings);

    [Fact]
    public void A_value_with_fewer_seeds_is_not_chosen_and_said()
    {
        ActivationComparison comparison = Compare(
        [
            .. Sweep, .. Tried("ReLU", 0.3, 0.999, 0.999).Take(2),
        ], "LearningRate");
        Assert.Equal(0.1, Rate(comparison.Rows[0]));
        Assert.Contains("ReLU at LearningRate 0.3 (2 of 6 runs)", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_validation_the_metric_decides_with_a_warning()
    {
        ActivationComparison comparison = Compare(
            Sweep.Select(r => new ResultRow(r.Columns.Where(c => c != "ValidationAccuracy")
                .Select(c => KeyValuePair.Create(c, r[c])))), "LearningRate");
        Assert.Equal([0.001, 0.1], comparison.Rows.Select(Rate));
        Assert.Contains(comparison.Warnings, w => w.Contains("chosen by TestAccuracy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_diverged_run_counts_as_a_guess()
    {
        ResultRow[] runs =
        [
            .. Tried("ReLU", 0.1, 0.95, 0.95), .. Tried("ReLU", 0.01, 0.9, 0.9), .. Tried("Swish", 0.1, 0.9, 0.9),
            .. Tried("Swish", 0.01, 0.8, 0.8),
        ];
        runs[0] = With(runs[0], "Status", "Diverged");
        Assert.Equal([0.01, 0.1], Compare(runs, "LearningRate").Rows.Select(Rate));
    }

    [Fact]
    public void Where_every_value_is_as_bad_none_is_called_the_best()
    {
        string warning = Assert.Single(Compare(
        [
            .. Sweep, .. Tried("Tanh", 0.01, 0, 0.1).Concat(Tried("Tanh", 0.1, 0, 0.1)).Select(r => With(r, "Status", "Diverged")),
        ], "LearningRate").Warnings);
        Assert.StartsWith("No LearningRate is best", warning, StringComparison.Ordinal);
        Assert.Contains("Tanh, of 2 values", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Seed", "InvalidAtBest")]
    [InlineData("TestAccuracy", "InvalidAtBest")]
    [InlineData("Rate", "UnknownColumn")]
    public void What_is_no_setting_is_rejected(string column, string id) =>
        Assert.Equal(id, Assert.Throws<SwishException>(() => Compare(Sweep, column)).ErrorId);

    [Fact]
    public void A_column_is_a_condition_or_chosen_and_not_both() =>
        Assert.Equal("ContradictingParameters", Assert.Throws<SwishException>(() => ActivationComparison.Compare(
            Sweep, new() { AtBest = ["LearningRate"], GroupBy = ["learningrate"] })).ErrorId);

    private static double Rate(ActivationComparisonRow row) =>
        Convert.ToDouble(row.Settings.Single(s => s.Key == "LearningRate").Value, System.Globalization.CultureInfo.InvariantCulture);

    private static ResultRow With(ResultRow row, string column, object value) => new(
        row.Columns.Except([column]).Select(c => KeyValuePair.Create(c, row[c])).Append(new(column, value)));

    /// <summary>Six seeds, whose accuracies are around the given ones.</summary>
    private static IEnumerable<ResultRow> Tried(string activation, double rate, double validation, double test) =>
        from seed in Enumerable.Range(1, 6)
        select Run(activation, seed, test + (0.001 * seed) - 0.001, ("LearningRate", rate),
            ("ValidationAccuracy", validation + (0.0001 * (seed % 3))));
}
