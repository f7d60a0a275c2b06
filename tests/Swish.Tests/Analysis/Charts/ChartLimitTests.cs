using Swish.Analysis;
using Swish.Analysis.Charts;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

/// <summary>Axes of extreme values, limits and scales that are asked for, and rows that do not go together.</summary>
public sealed class ChartLimitTests
{
    private static IReadOnlyList<ResultRow> Rows(params (double X, double Y)[] points) =>
        [.. points.Select(p => ChartRows.Row(("A", p.X), ("B", p.Y)))];

    private static Chart Of(ChartRequest request, params (double X, double Y)[] points) =>
        ChartDesign.Of(Rows(points), request with { X = "A", Y = ["B"] });

    private static string Draw(Chart chart) => string.Join('\n', TerminalChart.Draw(chart, 80, 20, color: false));

    [Theory]
    [InlineData(-1.1e308, 1.1e308)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(0, double.MaxValue)]
    [InlineData(0, 1e-320)]
    [InlineData(1e-320, 2e-320)]
    [InlineData(5, 5)]
    [InlineData(1e-300, 1e300)]
    public void Any_finite_values_make_an_axis(double low, double high)
    {
        foreach (bool logarithmic in (bool[])[false, true])
        {
            AxisTicks ticks = AxisTicks.Of(new("y") { Logarithmic = logarithmic }, [low, high], 0.04, 6);
            Assert.True(double.IsFinite(ticks.Minimum) && double.IsFinite(ticks.Maximum));
            Assert.True(ticks.Minimum < ticks.Maximum);
            Assert.True(double.IsFinite(ticks.Share((low / 2) + (high / 2))) || logarithmic);
            Assert.InRange(ticks.Values.Count, 1, 50);
            Assert.DoesNotContain(ticks.Values, v => !double.IsFinite(v));
        }
    }

    [Fact]
    public void A_span_that_overflows_is_drawn()
    {
        string text = Draw(Of(new(), (-710, -1.1e308), (0, 0), (710, 1.1e308)));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Contains('┤', text);
    }

    [Fact]
    public void Neighboring_ticks_have_different_texts()
    {
        foreach ((double low, double high) in ((double, double)[])[(10_000_001, 10_000_002), (1.00001e-6, 1.00002e-6),
            (123456789, 123456989), (0.0001, 0.00012)])
        {
            AxisTicks ticks = AxisTicks.Of(new("y"), [low, high], 0, 5);
            string[] texts = [.. ticks.Values.Select(ticks.Text)];
            Assert.Equal(texts.Distinct().Count(), texts.Length);
        }
    }

    [Fact]
    public void Limits_are_where_the_axis_ends()
    {
        Chart chart = Of(new() { YMinimum = 0.9, YMaximum = 1 }, (1, 0.1), (2, 0.95), (3, 0.99));
        AxisTicks ticks = AxisTicks.Of(chart.Y, chart.Values, 0.04, 6);
        Assert.Equal((0.9, 1.0), (ticks.Minimum, ticks.Maximum));
        string text = Draw(chart);
        Assert.Contains("1.0", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Count(c => c == '●'));
    }

    [Fact]
    public void A_line_that_leaves_the_picture_is_cut_at_its_edge()
    {
        Chart chart = Of(new() { YMinimum = -1, YMaximum = 1 }, (0, -1e200), (1, 1e200));
        Assert.Contains(Draw(chart), c => c is > '\u2800' and <= '\u28FF');
    }

    [Fact]
    public void A_logarithmic_axis_shows_what_is_positive()
    {
        Chart chart = Of(new() { YScale = ChartScale.Logarithmic }, (1, 0), (2, 0.001), (3, 1000));
        Assert.True(chart.Y.Logarithmic);
        Assert.Contains("not drawn", chart.Subtitle, StringComparison.Ordinal);
        Assert.Equal(2, chart.Series[0].Points.Count(p => double.IsFinite(p.Y)));
        Assert.False(Of(new() { YScale = ChartScale.Linear }, (1, 1), (2, 1000)).Y.Logarithmic);
    }

    [Theory]
    [InlineData(1, 1, null, "InvalidAxis")]
    [InlineData(2, 1, null, "InvalidAxis")]
    [InlineData(0, 1, ChartScale.Logarithmic, "InvalidAxis")]
    [InlineData(double.NaN, double.NaN, ChartScale.Logarithmic, "NothingToPlot")]
    public void An_axis_that_cannot_be_is_rejected(double minimum, double maximum, ChartScale? scale, string id) =>
        Assert.Equal(id, Assert.Throws<SwishException>(() => Of(
            new() { YMinimum = minimum, YMaximum = maximum, YScale = scale }, (1, -1), (2, -2))).ErrorId);

    [Fact]
    public void Rows_of_several_kinds_are_rejected()
    {
        IReadOnlyList<ResultRow>[] kinds =
        [
            ChartRows.Curves("Swish"), ChartRows.Sweep("Depth", [1, 2], "ReLU"), ChartRows.History("ReLU"),
            ChartRows.Comparison(10, 20), Rows((1, 2)),
        ];
        foreach (IReadOnlyList<ResultRow> first in kinds)
            foreach (IReadOnlyList<ResultRow> second in kinds.Where(k => k != first))
                Assert.Equal("MixedRows", Assert.Throws<SwishException>(
                    () => ChartDesign.Of([.. first, .. second], new() { X = "A", Y = ["B"] })).ErrorId);
    }

    [Fact]
    public void Lines_without_color_have_a_mark_each()
    {
        string[] names = [.. Enumerable.Range(1, 21).Select(i => $"Swish(beta={i})")];
        Chart chart = ChartDesign.Of(ChartRows.Curves(names), new());
        Assert.Equal(21, Enumerable.Range(0, 21).Select(TerminalChart.Glyph).Distinct().Count());
        string text = Draw(chart).Replace("\n", " ", StringComparison.Ordinal) + " ";
        for (int i = 0; i < 21; i++)
            Assert.Contains($"{TerminalChart.Glyph(i)} {chart.Series[i].Name} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifteen_series_have_a_color_each() =>
        Assert.True(SeriesStyle.Colors.Distinct().Count() >= 15 && SeriesStyle.Colors.Count == SeriesStyle.Colors.Distinct().Count());

    [Fact]
    public void Wide_characters_take_two_columns()
    {
        string[] texts = ["abc", "激活", "🚀", "e\u0301"];
        Assert.Equal([3, 4, 2, 1], texts.Select(TextColumns.GetWidth));
        Chart chart = ChartDesign.Of(
            [ChartRows.Row(("Activation", "激活"), ("Baseline", "ReLU"), ("Difference", 0.5), ("Metric", "TestAccuracy")),
                ChartRows.Row(("Activation", "🚀x"), ("Baseline", "ReLU"), ("Difference", 0.2), ("Metric", "TestAccuracy"))],
            new() { Title = "活" });
        string[] bars = [.. TerminalChart.Draw(chart, 60, 20, color: false).Where(l => l.Contains('│'))];
        Assert.Equal(2, bars.Length);
        Assert.Single(bars.Select(b => TextColumns.GetWidth(b[..b.IndexOf('│', StringComparison.Ordinal)])).Distinct());
    }

    [Fact]
    public void A_long_title_wraps()
    {
        string title = string.Join(' ', Enumerable.Repeat("a long title", 12));
        IReadOnlyList<string> lines = TerminalChart.Draw(Of(new() { Title = title }, (1, 1), (2, 2)), 60, 20, color: false);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 60));
        Assert.Equal(title, string.Join(' ', lines.TakeWhile(l => l.Length > 0).Select(l => l.Trim())));
    }

    [Fact]
    public void Steps_that_were_asked_for_are_said_as_steps()
    {
        ResultRow[] rows =
        [
            .. from steps in (int[])[60, 120]
               from seed in (int[])[1, 2]
               select ChartRows.Row(("Activation", "ReLU"), ("Seed", seed), ("Epochs", steps / 429.6875), ("Steps", steps),
                   ("TestAccuracy", 0.5 + (0.001 * steps) + (0.01 * seed))),
        ];
        Chart chart = ChartDesign.Of(rows, new());
        Assert.Equal("Steps", chart.X.Label);
        Assert.Equal(["60 steps", "120 steps"], ChartDesign.Of(rows, new() { X = "Seed" }).Series.Select(s => s.Name));
    }
}
