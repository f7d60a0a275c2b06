using Swish.Analysis;
using Swish.Analysis.Charts;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

public sealed class TerminalChartTests
{
    private const char Escape = '\u001b';

    private static readonly IReadOnlyList<Chart> Charts =
    [
        ChartDesign.Of(ChartRows.Curves("Swish", "ReLU"), new()),
        ChartDesign.Of(ChartRows.Sweep("BatchSize", [32, 64, 128, 256], "ReLU", "Swish"), new()),
        ChartDesign.Of(ChartRows.Sweep("Depth", [3], "ReLU", "Swish", "ELU"), new()),
        ChartDesign.Of(ChartRows.History("ReLU", "Swish"), new()),
        ChartDesign.Of(ChartRows.Comparison(10, 20, 30), new()),
    ];

    [Theory]
    [InlineData(TerminalChart.MinWidth)]
    [InlineData(80)]
    [InlineData(200)]
    public void Plain_charts_keep_within_the_width_and_have_no_escapes(int width) => Assert.All(
        Charts.SelectMany(c => TerminalChart.Draw(c, width, 20, color: false)), line =>
        {
            Assert.InRange(line.Length, 0, width);
            Assert.DoesNotContain(Escape, line);
        });

    [Fact]
    public void Colors_change_nothing_but_the_color() => Assert.All(Charts, chart =>
    {
        string colored = string.Join('\n', TerminalChart.Draw(chart, 80, 20, color: true));
        Assert.Contains($"{Escape}[38;2;0;114;178m", colored, StringComparison.Ordinal);
        string stripped = System.Text.RegularExpressions.Regex.Replace(colored, "\u001b\\[[0-9;]*m", "");
        string plain = string.Join('\n', TerminalChart.Draw(chart, 80, 20, color: false));
        Assert.Equal(Trimmed(plain), Trimmed(stripped));

        static string[] Trimmed(string text) => [.. text.Split('\n').Select(l => l.TrimEnd())];
    });

    [Fact]
    public void Title_labels_ticks_and_legend_are_there()
    {
        string text = string.Join('\n', TerminalChart.Draw(Charts[1], 80, 20, color: false));
        string[] parts =
            ["Test accuracy by batch size", "median of 3 runs", "Test accuracy\n", "Batch size", "256", "┬"];
        Assert.All([.. parts, "● ReLU", "■ Swish"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_rises_where_its_values_do()
    {
        ResultRow[] rows = [.. Enumerable.Range(0, 5).Select(i => ChartRows.Row(("A", i), ("B", i)))];
        Chart chart = ChartDesign.Of(rows, new() { X = "A", Y = ["B"], Title = "" });
        IReadOnlyList<string> lines = TerminalChart.Draw(chart, 40, 15, color: false);
        int[] markers = [.. lines.Select(l => l.IndexOf('●')).Where(i => i >= 0)];
        Assert.Equal(5, markers.Length);
        Assert.Equal(markers.OrderDescending(), markers);
    }

    [Fact]
    public void Bars_show_their_interval_around_their_end()
    {
        ResultRow row = ChartRows.Row(("Activation", "Swish"), ("Baseline", "ReLU"), ("Difference", 0.5),
            ("DifferenceLower", 0.25), ("DifferenceUpper", 0.75), ("Metric", "TestAccuracy"));
        string bar = TerminalChart.Draw(ChartDesign.Of([row], new()), 60, 20, color: false)[3];
        Assert.Matches("^Swish│.*█+├─+┼─+┤$", bar);
    }

    [Theory]
    [InlineData(TerminalChart.MinWidth - 1, 20)]
    [InlineData(80, TerminalChart.MinHeight - 1)]
    public void Too_little_room_is_rejected(int width, int height) => Assert.Equal("TerminalTooSmall",
        Assert.Throws<SwishException>(() => TerminalChart.Draw(Charts[0], width, height, color: false)).ErrorId);
}
