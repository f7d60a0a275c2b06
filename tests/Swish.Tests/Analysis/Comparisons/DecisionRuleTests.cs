using System.Globalization;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.ResultLogs;
using Swish.Tests.Data;
using Xunit;

using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>What a verdict rests on: cases that an earlier rule decided wrongly.</summary>
public sealed class DecisionRuleTests
{
    private static readonly double[] Low =
        [0.9700, 0.9712, 0.9695, 0.9708, 0.9701, 0.9699, 0.9704, 0.9693, 0.9711, 0.9706];

    private static readonly double[] High = [.. Low.Select((a, i) => a + 0.005 + 0.0003 * (i % 4))];

    private static ActivationComparisonRow Compare(IEnumerable<ResultRow> runs, ComparisonOptions? options = null) =>
        ActivationComparison.Compare([.. runs], options ?? new()).Rows.First(r => r.Activation == "Swish");

    /// <summary>Rows as a table of one's own has them: no data set, no status.</summary>
    private static ResultRow Plain(string activation, int seed, double accuracy, double loss = 0.05) => Row(
        ("Activation", activation), ("Seed", seed), ("TestAccuracy", accuracy), ("TrainLoss", loss));

    [Fact]
    public void Survivors_do_not_decide()
    {
        IEnumerable<ResultRow> relu = Enumerable.Range(1, 10).Select(s => Plain("ReLU", s, 0.97 + 0.0005 * (s % 4)));
        IEnumerable<ResultRow> alive = Enumerable.Range(1, 5)
            .Select(s => Plain("Swish", s, 0.972 + 0.0005 * (s % 4) + 0.0001 * (s % 3)));
        IEnumerable<ResultRow> dead = Enumerable.Range(6, 5).Select(s => Plain("Swish", s, 0.1135, 2.302));
        ActivationComparisonRow row = Compare([.. relu, .. alive, .. dead]);
        Assert.Equal((5, 10, 5), (row.Collapsed, row.Pairs, row.SurvivorPairs));
        Assert.True(row.SurvivorDifference > 0);
        Assert.Equal(ComparisonVerdict.Unclear, row.Verdict);
        Assert.Equal(0.5, row.PairsWon);
    }

    [Fact]
    public void Fifteen_of_twenty_dead_are_worse()
    {
        IEnumerable<ResultRow> relu = Enumerable.Range(1, 20).Select(s => Plain("ReLU", s, 0.97 + 0.0005 * (s % 4)));
        IEnumerable<ResultRow> alive = Enumerable.Range(1, 5).Select(s => Plain("Swish", s, 0.975 + 0.0005 * (s % 4)));
        IEnumerable<ResultRow> dead = Enumerable.Range(6, 15).Select(s => Plain("Swish", s, 0.1135, 2.302));
        Assert.Equal(ComparisonVerdict.Worse, Compare([.. relu, .. alive, .. dead]).Verdict);
    }

    [Fact]
    public void A_baseline_that_collapses_does_not_protect_itself()
    {
        double[] better = [0.9412, 0.9395, 0.9433, 0.9420, 0.9408, 0.9427];
        ResultRow[] swish = [.. Series("Swish", [0.93, 0.931, 0.928, 0.9295, 0.9305, 0.9312])];
        ResultRow[] withDead = [.. swish[..5], Run("Swish", 6, 0.1135, ("TrainLoss", 2.302))];
        foreach (ResultRow[] baseline in new[] { withDead, swish })
        {
            ActivationComparisonRow row = ActivationComparison.Compare(
                [.. baseline, .. Series("SELU", better)], new() { Baselines = ["Swish"] }).Rows[1];
            Assert.Equal((2 / 64.0, ComparisonVerdict.Better), (row.SignedRankPValue, row.Verdict));
        }
    }

    // With five pairs the exact p-value is 1/16 at best, so that nothing is tested, whatever they show. SELU is ahead in
    // all of them; with a sixth pair it is Better, since the baseline's runs that collapsed count as lost.
    [Fact]
    public void The_logged_runs_at_depth_30_are_decided_by_all_their_pairs()
    {
        ResultRow[] runs =
        [
            .. ResultLogReader.Read(Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", "..", "experiments",
                "reproduction", "logs", "constant.jsonl"))).Select(e => ResultRow.From(e.Result))
                .Where(r => r.Number("Depth") == 30 && r.Text("Activation") is "Swish" or "SELU"),
        ];
        ComparisonOptions options = new() { Baselines = ["Swish"], GroupBy = ["Depth"] };
        Assert.Equal((5, ComparisonVerdict.Untested, 1.0), OfSeeds(5));
        Assert.Equal((6, ComparisonVerdict.Better, 1.0), OfSeeds(6));

        (int?, ComparisonVerdict?, double?) OfSeeds(int seeds)
        {
            ActivationComparisonRow row = ActivationComparison
                .Compare([.. runs.Where(r => r.Number("Seed") <= seeds)], options).Rows.Single(r => r.Activation == "SELU");
            return (row.Pairs, row.Verdict, row.PairsWon);
        }
    }

    [Fact]
    public void Six_of_six_dead_against_none_are_worse() =>
        Assert.Equal(ComparisonVerdict.Worse, Compare(
        [
            .. Series("ReLU", Low[..6]), .. Enumerable.Range(1, 6).Select(s => Run("Swish", s, 0.1135)),
        ]).Verdict);

    // -Width 256 -Depth 2 -Step 30 -LearningRate 0.02 -Standardize: the mean loss of so short a run holds its first
    // steps.
    [Fact]
    public void A_network_that_learned_has_not_collapsed_whatever_its_mean_loss()
    {
        ActivationComparisonRow row = Compare(
        [
            .. Low[..6].Select((_, i) => Run("ReLU", i + 1, 0.82 + 0.001 * i, ("TrainLoss", 3.1))),
            .. Low[..6].Select((_, i) => Run("Swish", i + 1, 0.85 + 0.002 * i, ("TrainLoss", 2.9))),
        ]);
        Assert.Equal((0, ComparisonVerdict.Better), (row.Collapsed, row.Verdict));
    }

    [Fact]
    public void Ten_dead_networks_on_two_classes_are_ten()
    {
        (string, object?)[] two = [("Dataset", "mine"), ("Classes", 2), ("ChanceAccuracy", 0.5), ("TestCount", 2000)];
        ActivationComparisonRow row = Compare(Enumerable.Range(1, 10).SelectMany(s => new[]
        {
            Run("ReLU", s, 0.95 + 0.001 * (s % 3), two), Run("Swish", s, 0.5, [.. two, ("TrainLoss", 0.6931)]),
        }));
        Assert.Equal((10, ComparisonVerdict.Worse), (row.Collapsed, row.Verdict));
    }

    private static IEnumerable<ResultRow> WithMomentum(
        string activation, double[] values, double momentum, string setting) =>
        Series(activation, values, ("Momentum", momentum), ("Setting", setting));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("", "")] // a table without the column Setting
    public void Runs_of_other_momentum_are_not_comparable(string setting, string other)
    {
        ActivationComparisonRow row = Compare(
            [.. WithMomentum("ReLU", High, 0.9, setting), .. WithMomentum("Swish", Low, 0.5, other)]);
        Assert.Equal((ComparisonVerdict.NotComparable, "Momentum"), (row.Verdict, row.AlsoDiffers));
        Assert.Equal((null, null, null), (row.PValue, row.AdjustedPValue, row.DifferenceLower));
        Assert.StartsWith("The runs also differ in Momentum", row.Note, StringComparison.Ordinal);

        ActivationComparisonRow alike = Compare(
            [.. WithMomentum("ReLU", High, 0.9, setting), .. WithMomentum("Swish", Low, 0.9, setting)]);
        Assert.Equal((ComparisonVerdict.Worse, ""), (alike.Verdict, alike.AlsoDiffers));
        Assert.Equal(setting.Length == 0, alike.Note.Contains("Without a column Setting", StringComparison.Ordinal));

        Assert.Equal(ComparisonVerdict.Worse, Compare(
            [.. WithMomentum("ReLU", High, 0.9, setting), .. WithMomentum("Swish", Low, 0.5, other)],
            new() { AllowDifference = ["momentum"] }).Verdict);
    }

    [Fact]
    public void What_may_differ_makes_no_condition_though_some_runs_share_it()
    {
        IReadOnlyList<ActivationComparisonRow> rows = ActivationComparison.Compare(
        [
            .. Series("ReLU", High, ("BatchSize", 32), ("LearningRate", 0.1)),
            .. Series("Swish", Low, ("BatchSize", 32), ("LearningRate", 0.1)),
            .. Series("ReLU", High, ("BatchSize", 64), ("LearningRate", 0.2)),
            .. Series("Swish", Low, ("BatchSize", 64), ("LearningRate", 0.4)),
        ], new() { AllowDifference = ["LearningRate"] }).Rows;
        Assert.Equal([null, 10, null, 10], rows.Select(r => r.Pairs));
    }

    [Fact]
    public void Settings_that_are_listed_in_one_column_are_named()
    {
        ResultRow[] runs =
        [
            .. Series("ReLU", High, ("Setting", "a"), ("OtherSettings", "")),
            .. Series("Swish", Low, ("Setting", "b"), ("OtherSettings", "Momentum=0.5; WarmupStep=100")),
        ];
        ActivationComparisonRow row = Compare(runs);
        Assert.Equal((ComparisonVerdict.NotComparable, "Momentum, WarmupStep"), (row.Verdict, row.AlsoDiffers));
        Assert.Equal(ComparisonVerdict.Worse,
            Compare(runs, new() { AllowDifference = ["momentum", "warmupStep"] }).Verdict);

        IReadOnlyList<ActivationComparisonRow> both = ActivationComparison.Compare(
            [.. runs, .. Series("Swish", Low, ("Setting", "a"), ("OtherSettings", ""))], new()).Rows;
        Assert.Equal(["ReLU -", "Swish -", "Swish Momentum=0.5; WarmupStep=100"],
            both.Select(r => $"{r.Activation} {r.Condition.Single().Value ?? "-"}"));
    }

    [Fact]
    public void A_setting_that_is_no_column_is_noticed_by_its_hash()
    {
        ResultRow[] runs = [.. Series("ReLU", High, ("Setting", "a")), .. Series("Swish", Low, ("Setting", "b"))];
        ActivationComparisonRow row = Compare(runs);
        Assert.Equal((ComparisonVerdict.NotComparable, "Setting"), (row.Verdict, row.AlsoDiffers));
        Assert.Equal(ComparisonVerdict.Worse, Compare(runs, new() { AllowDifference = ["Setting"] }).Verdict);
    }

    [Fact]
    public void Momentum_that_both_activations_have_makes_conditions()
    {
        IReadOnlyList<ActivationComparisonRow> rows = ActivationComparison.Compare(
        [
            .. WithMomentum("ReLU", High, 0.9, "a"), .. WithMomentum("Swish", Low, 0.9, "a"),
            .. WithMomentum("ReLU", High, 0.5, "b"), .. WithMomentum("Swish", Low, 0.5, "b"),
        ], new()).Rows;
        Assert.Equal(["0.5", "0.9"], rows.Where(r => r.Activation == "Swish")
            .Select(r => ConditionValue.Text(r.Condition.Single().Value)));
    }

    [Fact]
    public void Widths_are_not_pooled()
    {
        ResultRow[] runs =
        [
            .. Low.Select((a, i) => Of("ReLU", a, i)), .. High.Select((a, i) => Of("Swish", a, i)),
        ];
        ActivationComparisonRow row = Compare(runs, new() { GroupBy = ["Depth"] });
        Assert.Equal((10, ComparisonVerdict.NotComparable, "Width"), (row.Pairs, row.Verdict, row.AlsoDiffers));

        static ResultRow Of(string activation, double accuracy, int i) => Run(activation, i + 1, accuracy,
            ("Width", i < 5 ? 32 : 64), ("Depth", 2), ("Setting", i < 5 ? "a" : "b"));
    }

    [Fact]
    public void What_may_differ_must_be_a_column() => Assert.Equal("UnknownColumn", Assert.Throws<SwishException>(
        () => Compare([.. Series("ReLU", Low), .. Series("Swish", High)], new() { AllowDifference = ["Momentun"] }))
        .ErrorId);

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void One_infinite_value_leaves_the_other_p_values_alone(double infinite)
    {
        IEnumerable<ResultRow> Losses(string activation, double[] values, double last) =>
            values.Select((v, i) => Run(activation, i + 1, 0.9, ("TestLoss", i == values.Length - 1 ? last : v)));

        IReadOnlyList<ActivationComparisonRow> rows = ActivationComparison.Compare(
        [
            .. Losses("ReLU", High, 0.975), .. Losses("Swish", Low, infinite), .. Losses("Mish", Low, 0.97),
        ], new() { Metric = "TestLoss" }).Rows;
        Assert.Equal(2 / 1024.0, rows[2].PValue!.Value, 1e-12);
        Assert.InRange(rows[2].AdjustedPValue!.Value, rows[2].PValue!.Value, 2 * rows[2].PValue!.Value);
        Assert.Equal((10, 9, null), (rows[1].Pairs, rows[1].SurvivorPairs, rows[1].Difference));
        // The infinite one has the highest rank: 68 of the 1,024 patterns of signs are as extreme as it alone against
        // nine.
        Assert.Equal(infinite > 0 ? 68 / 1024.0 : 2 / 1024.0, rows[1].PValue!.Value, 1e-12);
        Assert.Contains("1 pair has an infinite TestLoss", rows[1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_baselines_count_a_hypothesis_once()
    {
        ResultRow[] runs = [.. Series("ReLU", Low), .. Series("Swish", High)];
        IReadOnlyList<ActivationComparisonRow> both =
            ActivationComparison.Compare(runs, new() { Baselines = ["ReLU", "Swish"] }).Rows;
        ActivationComparisonRow[] tested = [.. both.Where(r => r.Tests is not null)];
        Assert.Equal(["Swish-ReLU", "ReLU-Swish"], tested.Select(r => $"{r.Activation}-{r.Baseline}"));
        Assert.All(tested, r => Assert.Equal((1, r.PValue), (r.Tests, r.AdjustedPValue)));
        Assert.Equal([ComparisonVerdict.Better, ComparisonVerdict.Worse], tested.Select(r => r.Verdict!.Value));
    }

    [Fact]
    public void The_family_is_the_call_the_condition_or_none()
    {
        ResultRow[] runs =
        [
            .. Enumerable.Range(1, 3).SelectMany(d => (ResultRow[])
            [
                .. Series("ReLU", Low, ("Depth", d)), .. Series("Swish", High, ("Depth", d)),
                .. Series("Mish", High, ("Depth", d)),
            ]),
        ];
        Assert.Equal([6], Tests(ComparisonFamily.Call));
        Assert.Equal([2], Tests(ComparisonFamily.Condition));
        Assert.Equal([1], Tests(ComparisonFamily.None));
        ActivationComparisonRow row = Compare(runs);
        Assert.True(row.SimultaneousLower < row.DifferenceLower && row.SimultaneousUpper > row.DifferenceUpper);

        IEnumerable<int> Tests(ComparisonFamily family) => ActivationComparison.Compare(runs, new() { Family = family })
            .Rows.Where(r => r.Tests is not null).Select(r => r.Tests!.Value).Distinct();
    }

    [Fact]
    public void A_real_difference_within_the_margin_is_the_same()
    {
        double[] little = [.. Low.Select((a, i) => a + 0.0003 + 0.0001 * (i % 3))];
        ActivationComparisonRow row = Compare([.. Series("ReLU", Low), .. Series("Swish", little)]);
        Assert.True(row.AdjustedPValue < 0.05 && row.SameAdjustedPValue < 0.05);
        Assert.Equal(ComparisonVerdict.Same, row.Verdict);
        Assert.Equal(
            "The difference is real, but within the margin of 0.001. " + RowNote.WithoutCorrectness, row.Note);
        Assert.Equal(ComparisonVerdict.Better,
            Compare([.. Series("ReLU", Low), .. Series("Swish", little)], new() { Margin = 0.0001 }).Verdict);
    }

    [Fact]
    public void Unclear_says_how_many_seeds_it_takes()
    {
        double[] other = [.. Low.Select((a, i) => a + (i % 2 == 0 ? 0.003 : -0.002))];
        ActivationComparisonRow row = Compare([.. Series("ReLU", Low), .. Series("Swish", other)]);
        Assert.Equal(ComparisonVerdict.Unclear, row.Verdict);
        Assert.True(row.SeedsNeeded > 10 && row.Detectable > 0.001);
        Assert.StartsWith(
            $"With a power of 80 %, a difference of 0.001 needs {row.SeedsNeeded} seeds, one as large as", row.Note,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_pairs_for_the_tests_of_the_call_are_said()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Low[..7]), .. Series("Swish", High[..6]), .. Series("Mish", High[..7]).Skip(1)]);
        Assert.Equal((2 * 2 / 64.0, ComparisonVerdict.Unclear), (row.AdjustedPValue, row.Verdict));
        Assert.Equal(
            "In 2 tests 6 pairs may not show even a difference in every pair: that needs 7 pairs. "
            + RowNote.WithoutCorrectness, row.Note);
        // Where both win every pair of the same seeds, no pattern of signs but the opposite is as extreme.
        row = Compare([.. Series("ReLU", Low[..6]), .. Series("Swish", High[..6]), .. Series("Mish", High[..6])]);
        Assert.Equal((2 / 64.0, ComparisonVerdict.Better), (row.AdjustedPValue, row.Verdict));
    }

    [Fact]
    public void Ranks_and_t_must_both_see_a_difference()
    {
        // One large difference among small ones of the other sign: the ranks see nothing, and no more does the t-test.
        double[] other = [.. Low.Select((a, i) => i < 8 ? a + 0.0011 + 0.0001 * i : a - 0.02)];
        ActivationComparisonRow row = Compare([.. Series("ReLU", Low), .. Series("Swish", other)]);
        Assert.Equal(Math.Max(row.TTestPValue!.Value, row.SignedRankPValue!.Value), row.PValue);
        Assert.Equal(ComparisonVerdict.Unclear, row.Verdict);
    }

    [Fact]
    public void Accuracies_in_percent_are_compared_as_they_are_with_a_margin_in_percent()
    {
        ActivationComparisonRow share = Compare([.. Series("ReLU", Low), .. Series("Swish", High)]);
        ActivationComparisonRow percent = Compare(
            [.. Series("ReLU", [.. Low.Select(a => 100 * a)]), .. Series("Swish", [.. High.Select(a => 100 * a)])]);
        Assert.Equal(100 * share.Difference!.Value, percent.Difference!.Value, 1e-9);
        Assert.Equal(share.SamePValue!.Value, percent.SamePValue!.Value, 1e-9);
        Assert.Equal("TestAccuracy is in percent, and so is the margin of 0.1. " + RowNote.WithoutCorrectness, percent.Note);
        double[] good = [.. Low.Select(a => 100 * a)], dead = [.. Low.Select(_ => 11.35)];
        Assert.Equal(10, Compare([.. Series("ReLU", good), .. Series("Swish", dead)]).Collapsed);
    }

    [Fact]
    public void Disjoint_seeds_are_said()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Low), .. High.Select((a, i) => Run("Swish", i + 11, a))]);
        Assert.Equal((0, ComparisonVerdict.Untested), (row.Pairs, row.Verdict));
        Assert.Equal("No seed in common: Swish has 10 seeds from 11 to 20, ReLU 10 seeds from 1 to 10.", row.Note);
    }

    [Fact]
    public void Seeds_are_compared_as_numbers()
    {
        ActivationComparisonRow row = Compare(
            [.. Series("ReLU", Low), .. High.Select((a, i) => Row(("Activation", "Swish"), ("Seed", $"{i + 1}.0"),
                ("TestAccuracy", a), ("Dataset", "MNIST"), ("Setting", "5e77a9c0b1d2f304")))]);
        Assert.Equal((10, ComparisonVerdict.Better), (row.Pairs, row.Verdict));
        Assert.Equal("Seeds are written in different ways, such as 1 and 1.0, and were paired as numbers. "
            + RowNote.WithoutCorrectness, row.Note);
        Assert.Equal("DuplicateRun", Assert.Throws<SwishException>(() => Compare(
            [Plain("Swish", 1, 0.9), Row(("Activation", "Swish"), ("Seed", "1.0"), ("TestAccuracy", 0.9))])).ErrorId);
    }

    [Fact]
    public void A_missing_baseline_is_said()
    {
        ActivationComparisonRow row = ActivationComparison.Compare(
        [
            .. Series("ReLU", Low, ("Depth", 1)), .. Series("Swish", High, ("Depth", 1)),
            .. Series("Swish", High, ("Depth", 2)),
        ], new()).Rows[2];
        Assert.Equal((0, ComparisonVerdict.Untested, "ReLU has no run under this condition."),
            (row.Pairs, row.Verdict, row.Note));
    }

    [Fact]
    public void Decimal_commas_are_read_under_another_culture()
    {
        CultureInfo german = CultureInfo.GetCultureInfo("de-DE"), before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
            ResultRow[] runs = [.. Series("ReLU", Low), .. Series("Swish", High)];
            ActivationComparisonRow live = Compare(runs);
            ActivationComparisonRow text = Compare(runs.Select(r => AsText(r, german)));
            Assert.Equal((live.Difference, live.Verdict), (text.Difference, text.Verdict));
            Assert.StartsWith("TestAccuracy has decimal commas", text.Note, StringComparison.Ordinal);
            // What may be a thousand is not a number.
            Assert.Equal("InvalidNumber", Assert.Throws<SwishException>(() => Compare(
                [Run("Swish", 1, 0.9, ("TestLoss", "1,234")), Run("Swish", 2, 0.9, ("TestLoss", 0.1))],
                new() { Metric = "TestLoss" })).ErrorId);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_metric_of_ones_own_has_the_direction_that_is_said()
    {
        ResultRow[] runs =
        [
            .. Low.Select((a, i) => Run("ReLU", i + 1, 0.9, ("Energy", a))),
            .. High.Select((a, i) => Run("Swish", i + 1, 0.9, ("Energy", a))),
        ];
        ActivationComparison unsaid = ActivationComparison.Compare(runs, new() { Metric = "Energy" });
        Assert.Equal(ComparisonVerdict.Better, unsaid.Rows[1].Verdict);
        Assert.Contains("-LowerIsBetter", Assert.Single(unsaid.Warnings), StringComparison.Ordinal);
        ActivationComparison said =
            ActivationComparison.Compare(runs, new() { Metric = "Energy", LowerIsBetter = true });
        Assert.Equal((ComparisonVerdict.Worse, 0.0), (said.Rows[1].Verdict, said.Rows[1].PairsWon));
        Assert.Equal(said.Rows[1].ProbabilityWorse, unsaid.Rows[1].ProbabilityBetter);
        Assert.Empty(said.Warnings);
    }
}
