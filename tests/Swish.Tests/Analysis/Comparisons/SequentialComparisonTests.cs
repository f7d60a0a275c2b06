using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>Looking at results several times keeps the error rate, and a decided row stays as it was.</summary>
[Trait("Speed", "Slow")]
public sealed class SequentialComparisonTests
{
    private static readonly SequentialPlan Plan = new(5, 30);

    [Fact]
    public void Levels_of_the_looks_add_up_to_the_whole_level()
    {
        // With six seeds the signed-rank test cannot reach 0.002, which the second look has too.
        Assert.Equal([2, 3, 4, 5], AlphaSpending.Looks(Plan));
        Assert.Equal([0.008, 0.010, 0.014, 0.018], AlphaSpending.Looks(Plan).Select(look => Math.Round(AlphaSpending.LevelAt(Plan, look), 12)));
        foreach (SequentialPlan plan in new SequentialPlan[] { new(5, 6), new(5, 8), new(1, 10), new(5, 1000), new(20, 50) })
            Assert.Equal(0.05, AlphaSpending.Looks(plan).Sum(look => AlphaSpending.LevelAt(plan, look)), 1e-12);
    }

    [Fact]
    public void Row_is_decided_at_the_first_look_that_shows_it_and_keeps_its_figures()
    {
        // Swish is ahead in the first twelve pairs, and behind in all others.
        ActivationComparisonRow row = Compare(30, seed => seed <= 12 ? 0.01 + (0.0001 * seed) : -0.02);
        Assert.Equal((ComparisonVerdict.Better, "2 of 5", 12, 12), (row.Verdict, row.Look, row.Pairs, row.Runs));
        Assert.Equal(0.008, row.Level!.Value, 1e-12);
        Assert.Equal(0.01065, row.Difference!.Value, 1e-9);
        Assert.Contains("Decided at look 2 of 5, at the level 0.0080", row.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Undecided_row_has_all_its_pairs_at_the_level_of_the_last_look()
    {
        ActivationComparisonRow row = Compare(30, seed => seed % 2 == 0 ? 0.01 : -0.01);
        Assert.Equal((ComparisonVerdict.Unclear, "5 of 5", 30), (row.Verdict, row.Look, row.Pairs));
        Assert.Equal(0.018, row.Level!.Value, 1e-12);
    }

    [Fact]
    public void P_value_between_the_level_of_a_look_and_5_percent_is_no_verdict()
    {
        // Twelve pairs of which the smallest two are behind: the exact p-value is 0.0024 at 12 pairs and above at 8.
        ActivationComparisonRow look = Compare(12, seed => seed is 1 or 2 or 3 or 4 ? -0.001 * seed : 0.001 * seed);
        Assert.InRange(look.PValue!.Value, 0.008, 0.05);
        Assert.Equal(ComparisonVerdict.Unclear, look.Verdict);
        // The same pairs without a plan are a fixed design, and significant.
        Assert.Equal(ComparisonVerdict.Better, Row(Runs(12, seed => seed is 1 or 2 or 3 or 4 ? -0.001 * seed : 0.001 * seed, "")).Verdict);
    }

    [Fact]
    public void No_verdict_before_the_first_look_with_a_level()
    {
        ActivationComparisonRow row = Compare(6, _ => 0.01);
        Assert.Equal((ComparisonVerdict.Unclear, "1 of 5", 0), (row.Verdict, row.Look, row.Level));
    }

    [Fact]
    public void Runs_of_a_log_without_the_plan_belong_to_the_look_of_their_seed()
    {
        ResultRow[] runs = Runs(30, seed => seed <= 12 ? 0.01 + (0.0001 * seed) : -0.02, "5 looks, 30 seeds");
        ResultRow[] mixed = [.. runs.Select((run, i) => i % 3 == 0 ? run.With("Looks", "") : run)];
        ActivationComparisonRow all = Row(runs), some = Row(mixed);
        Assert.Equal((all.Look, all.Pairs, all.Difference, all.PValue, all.Note), (some.Look, some.Pairs, some.Difference, some.PValue, some.Note));
        Assert.Equal("2 of 5", some.Look);
    }

    [Fact]
    public void Undecided_runs_are_those_of_the_row_and_its_baseline()
    {
        ResultRow[] runs =
        [
            .. Runs(12, _ => 0.01, "5 looks, 30 seeds", ("Depth", 2)), .. Runs(12, s => s % 2 == 0 ? 0.01 : -0.01, "5 looks, 30 seeds", ("Depth", 4)),
            .. Runs(12, _ => 0.01, "5 looks, 30 seeds", ("Depth", 4)).Where(r => r.Text("Activation") == "Swish").Select(r => r.With("Activation", "GELU")),
        ];
        ActivationComparison comparison = ActivationComparison.Compare(runs, new() { GroupBy = ["Depth"] });
        Assert.Equal(
            ["4 ReLU", "4 Swish"],
            comparison.FindUndecided(runs).Select(i => $"{runs[i].Text("Depth")} {runs[i].Text("Activation")}").Distinct());
    }

    /// <summary>Runs that ended early have other steps than their condition.</summary>
    [Fact]
    public void Undecided_runs_are_also_those_that_ended_early()
    {
        ResultRow[] runs =
        [
            .. from epochs in Enumerable.Range(1, 2).Select(half => 2 * half)
               from seed in Enumerable.Range(1, 5)
               let setting = $"{epochs:x16}"
               from run in new[]
               {
                   Comparisons.Runs.Run("ReLU", seed, 0.9, ("Looks", "5 looks, 30 seeds"), ("Epochs", epochs),
                       ("Steps", 100 * epochs), ("Setting", setting)),
                   Comparisons.Runs.Run("Boom", seed, double.NaN, ("Looks", "5 looks, 30 seeds"), ("Epochs", 1),
                       ("Steps", seed), ("Setting", setting), ("Status", "Diverged")),
               }
               select run,
        ];
        ActivationComparison comparison = ActivationComparison.Compare(runs, new());
        Assert.Equal(2, comparison.Rows.Count(row => row.Activation == "Boom"));
        Assert.Equal(Enumerable.Range(0, runs.Length), comparison.FindUndecided(runs));
    }

    [Fact]
    public void Text_that_is_no_plan_is_rejected() => Assert.Equal("InvalidLooks", Assert.Throws<SwishException>(
        () => Row(Runs(6, _ => 0.01, "many"))).ErrorId);

    [Fact]
    public void Both_texts_of_one_plan_are_one_plan()
    {
        ResultRow[] runs = Runs(12, _ => 0.01, "5 looks, 30 seeds");
        ActivationComparison comparison = ActivationComparison.Compare(
            [.. runs.Select((run, i) => i % 2 == 0 ? run.With("Looks", "5/30") : run)], new());
        Assert.DoesNotContain(comparison.Warnings, w => w.Contains("several plans", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_plans_are_warned_of()
    {
        ActivationComparison comparison = ActivationComparison.Compare(
            [.. Runs(12, _ => 0.01, "5 looks, 12 seeds"), .. Runs(30, _ => 0.01, "5 looks, 30 seeds").Where(r => r.Number("Seed") > 12)], new());
        Assert.Contains(comparison.Warnings, w => w.Contains("5 looks, 12 seeds and 5 looks, 30 seeds", StringComparison.Ordinal));
        Assert.EndsWith(" of 5", comparison.Rows[1].Look, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_rate_of_all_looks_is_at_most_5_percent()
    {
        const int Comparisons = 300;
        System.Random random = new(1);
        ResultRow[] runs =
        [
            .. Enumerable.Range(0, Comparisons).SelectMany(c => Runs(
                30, _ => 0.01 * (random.NextDouble() - random.NextDouble()), "5 looks, 30 seeds", ("Comparison", c))),
        ];
        ActivationComparison comparison = ActivationComparison.Compare(
            runs, new() { GroupBy = ["Comparison"], Family = ComparisonFamily.None, Margin = 0 });
        int wrong = comparison.Rows.Count(r => r.Verdict is ComparisonVerdict.Better or ComparisonVerdict.Worse);
        // 5 % are 15; three standard errors more.
        Assert.InRange(wrong, 1, 26);
    }

    private static ActivationComparisonRow Compare(int seeds, Func<int, double> difference) =>
        Row(Runs(seeds, difference, "5 looks, 30 seeds"));

    private static ActivationComparisonRow Row(IReadOnlyList<ResultRow> runs) =>
        ActivationComparison.Compare(runs, new()).Rows[1];

    private static ResultRow[] Runs(
        int seeds, Func<int, double> difference, string looks, params (string Name, object? Value)[] others) =>
    [
        .. Enumerable.Range(1, seeds).SelectMany(seed => new[]
        {
            Comparisons.Runs.Run("ReLU", seed, 0.9, [("Looks", looks), .. others]),
            Comparisons.Runs.Run("Swish", seed, 0.9 + difference(seed), [("Looks", looks), .. others]),
        }),
    ];
}
