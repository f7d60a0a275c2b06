using Swish.Analysis;
using Swish.Analysis.Charts;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

public sealed class DiagnosticChartTests
{
    private static readonly int[] Seeds = [1, 2, 3];

    private static Chart Design(IEnumerable<ResultRow> rows, ChartRequest? request = null) =>
        ChartDesign.Of([.. rows], request ?? new());

    [Fact]
    public void Shows_the_gradient_over_the_layers_after_the_last_step()
    {
        Chart chart = Design(Rows(["ReLU", "Swish"], [4], [0, 50, 100]));
        Assert.Equal("Norm of the gradient by hidden layer", chart.Title);
        Assert.Equal("after step 100; median of 3 runs; band from minimum to maximum", chart.Subtitle);
        Assert.Equal(("Hidden layer", "Norm of the gradient"), (chart.X.Label, chart.Y.Label));
        Assert.Equal(["ReLU", "Swish"], chart.Series.Select(s => s.Name));
        Assert.Equal([1.0, 2, 3, 4], chart.X.Ticks);
        ChartPoint third = chart.Series[1].Points[2];
        Assert.Equal((3.0, Gradient("Swish", 100, 3, 2), Gradient("Swish", 100, 3, 1), Gradient("Swish", 100, 3, 3)),
            (third.X, third.Y, third.Lower, third.Upper));
    }

    [Fact]
    public void Gives_each_depth_lines_of_its_own()
    {
        Chart chart = Design(Rows(["ReLU", "Swish"], [2, 4], [100]));
        Assert.Equal(["ReLU, depth 2", "ReLU, depth 4", "Swish, depth 2", "Swish, depth 4"], chart.Series.Select(s => s.Name));
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], chart.Series.Select(s => (s.Color, s.Dash)));
        Assert.Equal([2, 4, 2, 4], chart.Series.Select(s => s.Points.Count));
    }

    [Fact]
    public void Norms_that_span_decades_are_on_a_logarithmic_scale()
    {
        Assert.True(Design(Rows(["ReLU"], [4], [100])).Y.Logarithmic);
        Assert.False(Design(Rows(["ReLU"], [2], [100])).Y.Logarithmic);
        Assert.False(Design(Rows(["ReLU"], [4], [100]), new() { Y = ["DeadShare"] }).Y.Logarithmic);
        Assert.False(Design(Rows(["ReLU"], [4], [100])).X.Logarithmic);
    }

    [Fact]
    public void A_norm_of_0_is_left_out_of_a_logarithmic_scale_and_said_to_be()
    {
        ResultRow[] rows = [.. Rows(["ReLU"], [4], [7]), .. Rows(["Dead"], [4], [7], dead: 1)];
        Chart chart = Design(rows);
        Assert.EndsWith("; 0 is not drawn", chart.Subtitle, StringComparison.Ordinal);
        Assert.All(chart.Series[1].Points, p => Assert.True(double.IsNaN(p.Y)));
        Assert.All(chart.Series[0].Points, p => Assert.True(p.Y > 0 && p.Lower > 0));

        Chart half = Design([.. Rows(["ReLU"], [4], [7], dead: 0, seeds: [1, 2]), .. Rows(["ReLU"], [4], [7], dead: 1, seeds: [3])]);
        Assert.DoesNotContain("0 is not drawn", half.Subtitle, StringComparison.Ordinal);
        Assert.All(half.Series[0].Points, p => Assert.True(p.Lower > 0 && p.Lower <= p.Y));

        Chart all = Design(Rows(["Dead"], [4], [7], dead: 1));
        Assert.False(all.Y.Logarithmic);
        Assert.All(all.Series[0].Points, p => Assert.Equal(0, p.Y));
        Assert.StartsWith("after step 7; median of 3 runs", all.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void The_subtitle_says_after_which_step()
    {
        Assert.Equal("before the first step", Design(Rows(["ReLU"], [2], [0], seeds: [1])).Subtitle);
        ResultRow[] uneven = [.. Rows(["ReLU"], [2], [0, 3], seeds: [1]), .. Rows(["Swish"], [2], [0, 9], seeds: [1])];
        Assert.Equal("after each run's last step", Design(uneven).Subtitle);
        Assert.Equal([Gradient("ReLU", 3, 1, 1), Gradient("Swish", 9, 1, 1)], Design(uneven).Series.Select(s => s.Points[0].Y));
    }

    [Fact]
    public void Over_steps_few_layers_have_lines_of_their_own_and_many_share_one()
    {
        ChartRequest steps = new() { X = "step" };
        Chart few = Design(Rows(["ReLU"], [3], [0, 50, 100]), steps);
        Assert.Equal(["hidden layer 1", "hidden layer 2", "hidden layer 3"], few.Series.Select(s => s.Name));
        Assert.Equal("median of 3 runs; band from minimum to maximum", few.Subtitle);
        Assert.Equal([0.0, 50, 100], few.Series[0].Points.Select(p => p.X));
        Chart many = Design(Rows(["ReLU"], [8], [0, 50, 100]), steps);
        Assert.Equal("median of 24 values; band from minimum to maximum", many.Subtitle);
        Assert.Single(many.Series);
        Chart one = Design(Rows(["ReLU", "Swish"], [8], [0, 50, 100]).Where(r => r.Text("Layer") == "2"), steps);
        Assert.Equal("Norm of the gradient by step, hidden layer 2", one.Title);
        Assert.Equal(2, one.Series.Count);
    }

    [Fact]
    public void Where_there_is_no_gradient_the_deviation_stands_for_it()
    {
        ResultRow[] rows = [.. Rows(["ReLU"], [3], [4]).Select(r => With(r, "GradientNorm", double.NaN))];
        Assert.Equal("Standard deviation of the activations", Design(rows).Y.Label);
        Assert.Equal("NothingToPlot", Assert.Throws<SwishException>(
            () => Design(rows, new() { Y = ["ConstantMean"] })).ErrorId);
    }

    [Fact]
    public void Several_trained_constants_are_lines_of_their_own_and_count_once_otherwise()
    {
        ResultRow[] rows =
        [
            .. Rows(["Own"], [3], [4]).SelectMany(r => (ResultRow[])
                [With(With(r, "Constant", "a"), "ConstantMean", 1), With(With(r, "Constant", "b"), "ConstantMean", 2)]),
        ];
        Assert.Equal("after step 4; median of 3 runs; band from minimum to maximum", Design(rows).Subtitle);
        Chart constants = Design(rows, new() { Y = ["ConstantMean"] });
        Assert.Equal(["Own, a", "Own, b"], constants.Series.Select(s => s.Name));
        Assert.Equal([1.0, 2], constants.Series.Select(s => s.Points[1].Y));
    }

    private static double Gradient(string activation, int step, int layer, int seed) =>
        (activation.Length + step) * seed * Math.Pow(10, -layer);

    private static IEnumerable<ResultRow> Rows(
        string[] activations, int[] depths, int[] steps, int dead = 0, int[]? seeds = null) =>
        from activation in activations
        from depth in depths
        from seed in seeds ?? Seeds
        from step in steps
        from layer in Enumerable.Range(1, depth)
        select ChartRows.Row(
            ("Activation", activation), ("Depth", depth), ("Width", 8), ("HiddenLayers", $"8x{depth}"), ("Seed", seed),
            ("Step", step), ("Epoch", step / 10.0), ("Layer", layer), ("Mean", 0.1 * layer), ("StandardDeviation", 1.0),
            ("DeadShare", dead), ("GradientNorm", dead == 1 ? 0 : Gradient(activation, step, layer, seed)),
            ("WeightNorm", 3.0), ("Constant", null), ("ConstantMean", null), ("RunId", $"{activation}{depth}{seed}{dead}"));

    private static ResultRow With(ResultRow row, string column, object? value) =>
        new(row.Columns.Select(c => KeyValuePair.Create(c, c == column ? value : row[c])));
}
