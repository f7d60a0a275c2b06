using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class ConditionTests
{
    private static readonly int[] FewSeeds = [2, 5];

    private static string[] Conditions(IEnumerable<ResultRow> runs, params string[] groupBy) =>
    [
        .. ActivationComparison.Compare([.. runs], new() { GroupBy = groupBy.Length == 0 ? null : groupBy }).Rows
            .Select(r => string.Join(' ', r.Condition.Select(c => $"{c.Key}={c.Value ?? "-"}"))).Distinct(),
    ];

    [Fact]
    public void Columns_that_vary_make_the_conditions_in_numerical_order() =>
        Assert.Equal(["Depth=2", "Depth=10", "Depth=50"], Conditions(
        [
            Run("ReLU", 1, 0.9, ("Width", "128"), ("Depth", "50")),
            Run("ReLU", 1, 0.9, ("Width", "128"), ("Depth", "2")),
            Run("ReLU", 1, 0.9, ("Width", "128"), ("Depth", "10")),
        ]));

    /// <summary>In a column of a user, a text that looks like a number can be a version or a name.</summary>
    [Theory]
    [InlineData("1.1", "1.10", 2)]
    [InlineData("7", "007", 2)]
    [InlineData("1000", "1e3", 2)]
    [InlineData("0.5", "0.5", 1)]
    [InlineData("0.5", 0.5, 1)]
    [InlineData("12", 12, 1)]
    public void Texts_are_the_same_number_only_if_they_are_written_alike(object first, object second, int conditions) =>
        Assert.Equal(conditions, Conditions(
            [Run("ReLU", 1, 0.9, ("Version", first)), Run("ReLU", 2, 0.9, ("Version", second))], "Version").Length);

    [Fact]
    public void Columns_come_in_the_order_of_the_sweep_not_of_the_file() =>
        Assert.Equal(["Depth=1 LearningRate=0.1", "Depth=2 LearningRate=0.01", "Depth=2 LearningRate=0.1"], Conditions(
        [
            Run("ReLU", 1, 0.9, ("LearningRate", 0.1), ("Depth", 2)),
            Run("ReLU", 1, 0.9, ("LearningRate", 0.01), ("Depth", 2)),
            Run("ReLU", 1, 0.9, ("LearningRate", 0.1), ("Depth", 1)),
        ]));

    [Fact]
    public void Hidden_layers_are_ordered_by_their_number_and_widths() =>
        Assert.Equal(["HiddenLayers=128", "HiddenLayers=64x2", "HiddenLayers=128x2", "HiddenLayers=8x10"], Conditions(
        [
            Run("ReLU", 1, 0.9, ("HiddenLayers", "8x10")), Run("ReLU", 1, 0.9, ("HiddenLayers", "128x2")),
            Run("ReLU", 1, 0.9, ("HiddenLayers", "128")), Run("ReLU", 1, 0.9, ("HiddenLayers", "64x2")),
        ]));

    [Fact]
    public void Numbers_come_before_words_and_nothing_before_both() =>
        Assert.Equal(["BatchNorm=-", "BatchNorm=2", "BatchNorm=10", "BatchNorm=All", "BatchNorm=None"], Conditions(
        [
            Run("ReLU", 1, 0.9, ("BatchNorm", "None")), Run("ReLU", 1, 0.9, ("BatchNorm", "10")),
            Run("ReLU", 1, 0.9, ("BatchNorm", "All")), Run("ReLU", 1, 0.9, ("BatchNorm", "2")), Run("ReLU", 1, 0.9),
        ]));

    [Fact]
    public void Named_columns_replace_the_found_ones()
    {
        ResultRow[] runs =
        [
            Run("ReLU", 1, 0.9, ("Depth", 2), ("Machine", "b")), Run("ReLU", 2, 0.9, ("Depth", 4), ("Machine", "a")),
        ];
        Assert.Equal(["Machine=a", "Machine=b"], Conditions(runs, "machine"));
    }

    // What came of runs, what pairs them and what the comparison itself writes is not a condition: 'Verdict' and 'Runs'
    // used to be overwritten, and a group of one seed has one pair.
    [Theory]
    [InlineData("Verdict")]
    [InlineData("runs")]
    [InlineData("Seed")]
    [InlineData("Activation")]
    [InlineData("Status")]
    [InlineData("TestAccuracy")]
    [InlineData("Note")]
    [InlineData("Condition")]
    [InlineData("Tests")]
    public void What_is_not_a_setting_makes_no_condition(string column)
    {
        SwishException error = Assert.Throws<SwishException>(
            () => Conditions([Run("ReLU", 1, 0.9, ("Verdict", "a"), ("Runs", 3))], column));
        Assert.Equal(("InvalidGroupBy", column), (error.ErrorId, error.OffendingValue));
    }

    [Fact]
    public void A_learning_rate_for_each_activation_makes_no_condition() =>
        Assert.Equal(["BatchSize=32", "BatchSize=64"], Conditions(
        [
            Run("ReLU", 1, 0.9, ("BatchSize", 32), ("LearningRate", 0.1)),
            Run("Swish", 1, 0.9, ("BatchSize", 32), ("LearningRate", 0.2)),
            Run("ReLU", 1, 0.9, ("BatchSize", 64), ("LearningRate", 0.2)),
            Run("Swish", 1, 0.9, ("BatchSize", 64), ("LearningRate", 0.4)),
        ]));

    [Fact]
    public void A_named_column_that_is_not_there_is_rejected()
    {
        SwishException rejection = Assert.Throws<SwishException>(() => Conditions([Run("ReLU", 1, 0.9)], "Dept"));
        Assert.Equal(("UnknownColumn", "Dept"), (rejection.ErrorId, rejection.OffendingValue));
    }

    [Fact]
    public void A_column_left_out_that_tells_runs_apart_is_named_in_the_rejection()
    {
        ResultRow[] runs =
        [
            Run("ReLU", 1, 0.9, ("Depth", 2), ("BatchSize", 32)), Run("ReLU", 1, 0.9, ("Depth", 2), ("BatchSize", 64)),
        ];
        SwishException rejection = Assert.Throws<SwishException>(() => Conditions(runs, "Depth"));
        Assert.Equal("DuplicateRun", rejection.ErrorId);
        Assert.Contains("BatchSize also varies", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ended_early_makes_no_condition_of_its_own()
    {
        ResultRow[] runs =
        [
            Run("ReLU", 1, 0.9, ("Steps", 1000)), Run("Swish", 1, 0.9, ("Steps", 1000)),
            Early("ReLU", 2, 17), Run("Swish", 2, 0.9, ("Steps", 1000)),
        ];
        Assert.Equal([""], Conditions(runs));
    }

    [Fact]
    public void A_run_that_ended_early_joins_the_condition_that_lacks_it()
    {
        ResultRow[] runs =
        [
            Run("Swish", 1, 0.9, ("Steps", 500)), Run("Swish", 1, 0.9, ("Steps", 1000)),
            Early("ReLU", 1, 17), Early("ReLU", 1, 17), Run("ReLU", 2, 0.9, ("Steps", 500)), Early("ReLU", 2, 3),
        ];
        IReadOnlyList<ActivationComparisonRow> rows = ActivationComparison.Compare(runs, new()).Rows;
        Assert.Equal(["500 ReLU 2 1", "500 Swish 1 0", "1000 ReLU 2 2", "1000 Swish 1 0"],
            rows.Select(r => $"{r.Condition[0].Value} {r.Activation} {r.Runs} {r.Collapsed}"));
    }

    /// <summary>
    /// Six seeds of 400 steps all diverge, and the two of 100 steps do not: the failures are those of 400 steps, also where
    /// the hash of the settings is not known or, since the activation has a learning rate of its own, that of no other run.
    /// </summary>
    [Theory]
    [InlineData("a", "b", "b", 17)]
    [InlineData("a", "b", "c", 17)]
    [InlineData("a", "b", "c", 300)]
    [InlineData("", "", "", 17)]
    [InlineData("a", "a", "a", 17)]
    public void A_run_that_ended_early_joins_the_condition_of_its_settings(string fewer, string more, string early, int steps)
    {
        ResultRow[] runs =
        [
            .. FewSeeds.Select(seed => Run("ReLU", seed, 0.9, ("Steps", 100), ("Setting", fewer))),
            .. FewSeeds.Select(seed => Run("Square", seed, 0.9, ("Steps", 100), ("Setting", fewer))),
            .. Enumerable.Range(1, 6).Select(seed => Run("ReLU", seed, 0.9, ("Steps", 400), ("Setting", more))),
            .. Enumerable.Range(1, 6).Select(seed => Early("Square", seed, steps, early)),
        ];
        foreach (ResultRow[] order in new[] { runs, [.. runs.Reverse()] })
            Assert.Equal(["100 ReLU 2 0", "100 Square 2 0", "400 ReLU 6 0", "400 Square 6 6"],
                ActivationComparison.Compare(order, new()).Rows
                    .Select(r => $"{r.Condition[0].Value} {r.Activation} {r.Runs} {r.Collapsed}"));
    }

    [Fact]
    public void Runs_of_one_setting_that_all_ended_early_join_one_condition()
    {
        // All runs of Square diverge, at 100 and at 400 steps, with a learning rate of its own.
        ResultRow[] runs =
        [
            .. FewSeeds.Select(seed => Run("ReLU", seed, 0.9, ("Steps", 100), ("Setting", "a"))),
            .. Enumerable.Range(1, 6).Select(seed => Run("ReLU", seed, 0.9, ("Steps", 400), ("Setting", "b"))),
            .. FewSeeds.Select(seed => Early("Square", seed, 17, "c")),
            .. Enumerable.Range(1, 6).Select(seed => Early("Square", seed, 17, "d")),
        ];
        Assert.Equal(["100 ReLU 2 0", "100 Square 2 2", "400 ReLU 6 0", "400 Square 6 6"],
            ActivationComparison.Compare(runs, new()).Rows
                .Select(r => $"{r.Condition[0].Value} {r.Activation} {r.Runs} {r.Collapsed}"));
    }

    /// <summary>A run of 20 steps has 0.0466200466200466 epochs, which nobody asked for.</summary>
    [Fact]
    public void Steps_that_were_given_are_the_condition_and_not_their_epochs()
    {
        ResultRow[] runs =
        [
            Run("ReLU", 1, 0.9, ("Steps", 20), ("Epochs", 20 / 429.0)),
            Run("ReLU", 1, 0.9, ("Steps", 429), ("Epochs", 1.0)),
        ];
        Assert.Equal(["Steps=20", "Steps=429"], Conditions(runs));
        ResultRow[] batches =
        [
            Run("ReLU", 1, 0.9, ("BatchSize", 32), ("Steps", 20), ("Epochs", 20 / 1718.0)),
            Run("ReLU", 1, 0.9, ("BatchSize", 64), ("Steps", 20), ("Epochs", 20 / 859.0)),
        ];
        Assert.Equal(["BatchSize=32", "BatchSize=64"], Conditions(batches));
        ResultRow[] whole =
        [
            Run("ReLU", 1, 0.9, ("Steps", 429), ("Epochs", 1.0)), Run("ReLU", 1, 0.9, ("Steps", 858), ("Epochs", 2.0)),
        ];
        Assert.Equal(["Epochs=1 Steps=429", "Epochs=2 Steps=858"], Conditions(whole));
        Assert.Equal(["Epochs=0.5", "Epochs=1.5"], Conditions(
            [Run("ReLU", 1, 0.9, ("Epochs", 0.5)), Run("ReLU", 1, 0.9, ("Epochs", 1.5))]));
    }

    private static ResultRow Early(string activation, int seed, int steps, string setting = "5e77a9c0b1d2f304") => new(
    [
        new("Activation", activation), new("Seed", seed), new("Steps", steps), new("Status", "Diverged"),
        new("TestAccuracy", 0.1), new("Dataset", "MNIST"), new("Setting", setting),
    ]);
}
