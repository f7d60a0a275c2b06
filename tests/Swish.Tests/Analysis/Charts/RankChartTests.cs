using System.Xml.Linq;
using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

/// <summary>Critical-difference diagrams of summaries.</summary>
public sealed class RankChartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static ResultRow Summary(
        string activation, double rank, double difference = 1.5, double p = 0.001, int conditions = 8) => ChartRows.Row(
        ("Activation", activation), ("Baseline", "ReLU"), ("Metric", "TestAccuracy"), ("MeanRank", rank),
        ("BaselineMeanRank", 4.5), ("RankedConditions", conditions), ("RankedActivations", 5),
        ("CriticalDifference", difference), ("FriedmanPValue", p));

    private static readonly ResultRow[] Rows =
        [Summary("Tanh", 3.9), Summary("Swish", 1.25), Summary("GELU", 2.1), Summary("Mish", 3.25)];

    [Theory]
    [InlineData(1e300)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void What_can_be_no_rank_is_left_out(double rank) => Assert.Equal("NothingToPlot",
        Assert.Throws<SwishException>(() => ChartDesign.Of([Summary("Tanh", rank)], new())).ErrorId);

    [Fact]
    public void The_best_rank_comes_first_and_bars_join_what_does_not_differ()
    {
        Chart chart = ChartDesign.Of(Rows, new());
        Assert.Equal("Mean ranks by test accuracy", chart.Title);
        Assert.Equal(
            "8 conditions; Friedman's p = 0.001; a bar joins what does not differ (Nemenyi, 5 %)", chart.Subtitle);
        Assert.Equal(["Swish", "GELU", "Mish", "Tanh", "ReLU"], chart.Ranks!.Items.Select(i => i.Name));
        Assert.Equal([(0, 1), (1, 2), (2, 4)], chart.Ranks.Groups);
        Assert.Equal([(0, 4)], ChartDesign.Of(
            [.. Rows.Select(r => Summary(r.Text("Activation"), r.Number("MeanRank"), 3.3))], new()).Ranks!.Groups);
        Assert.Empty(ChartDesign.Of(
            [.. Rows.Select(r => Summary(r.Text("Activation"), r.Number("MeanRank"), 0.5))], new()).Ranks!.Groups);
    }

    [Fact]
    public void Without_a_difference_the_subtitle_says_so()
    {
        Chart chart = ChartDesign.Of([Summary("Swish", 2, p: 0.4), Summary("GELU", 3, p: 0.4)], new());
        Assert.Equal("8 conditions; Friedman's p = 0.400: no difference is significant", chart.Subtitle);
    }

    [Fact]
    public void The_terminal_shows_ranks_groups_and_the_critical_difference()
    {
        IReadOnlyList<string> lines = TerminalChart.Draw(ChartDesign.Of(Rows, new() { Title = "" }), 60, 20, color: false);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 60));
        // 47 columns for the ranks from 1 to 5.
        (string Name, int Column)[] marks =
            [("Swish  1.25", 3), ("GELU  2.10", 13), ("Mish  3.25", 26), ("Tanh  3.90", 33), ("ReLU  4.50", 40)];
        Assert.Equal(
            marks.Select(m => $"{m.Name} │{new string(' ', m.Column)}●"), lines.Skip(2).Take(5).Select(l => l.TrimStart()));
        Assert.Equal("critical difference 1.50", lines[^1]);
        Assert.Equal(3, lines.Count(l => l.Contains('├', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("svg")]
    [InlineData("png")]
    [InlineData("pdf")]
    public void Diagrams_are_written_in_every_format(string format)
    {
        string path = _folder.File($"ranks.{format}");
        ChartFile.Write(ChartDesign.Of(Rows, new()), path, 800, 600, overwrite: true, ChartTheme.Dark);
        Assert.True(new FileInfo(path).Length > 3000);
        if (format != "svg") return;
        string[] texts = [.. XDocument.Load(path).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        foreach (string text in (string[])["Swish 1.25", "ReLU 4.50", "critical difference 1.50", "Mean rank (1 is the best)"])
            Assert.Contains(text, texts);
    }

    [Fact]
    public void Names_as_long_as_a_formula_stay_in_the_picture()
    {
        string name = new('x', 60);
        ChartFile.Write(ChartDesign.Of([Summary(name, 1), Summary("Swish", 2)], new()), _folder.File("long.svg"), 720, 480,
            overwrite: true);
        Assert.All(TerminalChart.Draw(ChartDesign.Of([Summary(name, 1)], new()), 40, 10, color: false),
            line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public void Summaries_that_cannot_be_ranked_together_are_rejected()
    {
        Assert.Equal("MixedRows", Id([.. Rows, Summary("ELU", 2, conditions: 3)], new()));
        Assert.Equal("NothingToPlot", Id([Summary("Swish", double.NaN)], new()));
        Assert.Equal("NothingToPlot", Id([.. Enumerable.Range(0, 61).Select(i => Summary($"f{i}", i))], new()));
        Assert.Equal("InvalidAxis", Id(Rows, new() { YMinimum = 0 }));
    }

    private static string Id(ResultRow[] rows, ChartRequest request) =>
        Assert.Throws<SwishException>(() => ChartDesign.Of(rows, request)).ErrorId;
}
