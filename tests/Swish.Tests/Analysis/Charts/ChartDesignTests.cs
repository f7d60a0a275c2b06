using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Tests.Analysis.Comparisons;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

public sealed class ChartDesignTests
{
    private static readonly string[] ActivationNames = ["ReLU", "Swish"];

    private static readonly double[] Rates = [0.1, 0.01];
    private static readonly string[] Activations = ["ReLU", "Swish"];
    private static readonly double[] Depths = [10, 20, 30, 40, 50];
    private static readonly double[] Batches = [32, 64, 128, 256, 512, 1024, 2048];

    private static Chart Design(IReadOnlyList<ResultRow> rows, ChartRequest? request = null) =>
        ChartDesign.Of(rows, request ?? new());

    [Fact]
    public void One_activation_shows_its_function_and_derivatives()
    {
        Chart chart = Design(ChartRows.Curves("Swish"));
        Assert.Equal("Swish and its derivatives", chart.Title);
        Assert.Equal(["f(x)", "f′(x)", "f″(x)"], chart.Series.Select(s => s.Name));
        Assert.Equal("x", chart.X.Label);
        Assert.Equal(3, chart.Series.Select(s => (s.Color, s.Dash)).Distinct().Count());
        Assert.Equal(101, chart.Series[0].Points.Count);
    }

    [Fact]
    public void A_curve_breaks_off_where_it_has_no_value_and_other_lines_go_on()
    {
        ResultRow[] pole = [.. from x in new[] { -1.0, 0, 1 }
            select ChartRows.Row(("Activation", "{1/x}"), ("X", x), ("Value", 1 / x), ("FirstDerivative", double.NaN))];
        ChartSeries line = Assert.Single(Design(pole, new() { Y = ["Value", "FirstDerivative"] }).Series);
        Assert.Equal([-1.0, double.NaN, 1.0], line.Points.Select(p => p.Y));
        ResultRow[] runs =
            [.. Depths.Select(depth => Runs.Run("Swish", 1, depth == 20 ? double.NaN : 0.9, ("Depth", depth)))];
        Assert.Equal([10.0, 30, 40, 50], Assert.Single(Design(runs).Series).Points.Select(p => p.X));
    }

    [Fact]
    public void Several_activations_show_their_functions_alone()
    {
        Chart chart = Design(ChartRows.Curves("Swish", "ReLU"));
        Assert.Equal(("Activation functions", "f(x)"), (chart.Title, chart.Y.Label));
        Assert.Equal(["Swish", "ReLU"], chart.Series.Select(s => s.Name));
        Assert.Equal("", chart.Subtitle);
    }

    [Fact]
    public void A_column_can_be_asked_for()
    {
        Chart chart = Design(ChartRows.Curves("Swish", "ReLU"), new() { Y = ["firstderivative"] });
        Assert.Equal(("First derivatives", "f′(x)"), (chart.Title, chart.Y.Label));
        Assert.Equal(0.5, chart.Series[0].Points[50].Y, 1e-12);
    }

    [Fact]
    public void A_sweep_shows_medians_and_bands_by_what_varies()
    {
        Chart chart = Design(ChartRows.Sweep("Depth", Depths, "ReLU", "Swish"));
        Assert.Equal("Test accuracy by depth", chart.Title);
        Assert.Equal(("Hidden layers", "Test accuracy"), (chart.X.Label, chart.Y.Label));
        Assert.Equal("median of 3 runs; band from minimum to maximum", chart.Subtitle);
        Assert.Equal(["ReLU", "Swish"], chart.Series.Select(s => s.Name));
        Assert.Equal(Depths, chart.X.Ticks);
        ChartPoint point = chart.Series[1].Points[2];
        double median = ChartRows.Median("Swish", 30);
        Assert.Equal(30, point.X);
        Assert.Equal(median, point.Y, 1e-12);
        Assert.Equal(median - 0.01, point.Lower, 1e-12);
        Assert.Equal(median + 0.01, point.Upper, 1e-12);
    }

    [Fact]
    public void The_scale_is_logarithmic_where_the_values_are()
    {
        Assert.True(Design(ChartRows.Sweep("BatchSize", Batches, "ReLU")).X.Logarithmic);
        Assert.False(Design(ChartRows.Sweep("Depth", Depths, "ReLU")).X.Logarithmic);
        Assert.True(Design(ChartRows.Sweep("LearningRate", [0.001, 0.003, 0.01, 0.03], "ReLU")).X.Logarithmic);
        Assert.False(Design(ChartRows.Sweep("Dropout", [0, 0.1, 0.5], "ReLU")).X.Logarithmic);
    }

    [Fact]
    public void A_further_condition_that_varies_gets_lines_of_its_own()
    {
        ResultRow[] rows =
        [
            .. from rate in Rates from activation in Activations from depth in Depths
               select Runs.Run(activation, 1, 0.9, ("Depth", depth), ("LearningRate", rate)),
        ];
        Chart chart = Design(rows);
        Assert.Equal(
            [
                "ReLU, learning rate 0.1", "Swish, learning rate 0.1",
                "ReLU, learning rate 0.01", "Swish, learning rate 0.01",
            ],
            chart.Series.Select(s => s.Name));
        // The color is the activation's, the dash the learning rate's.
        Assert.Equal([(0, 0), (1, 0), (0, 1), (1, 1)], chart.Series.Select(s => (s.Color, s.Dash)));
    }

    [Fact]
    public void What_follows_from_the_axis_makes_no_lines()
    {
        ResultRow[] rows = [.. Batches.Select(b => Runs.Run("ReLU", 1, 0.9,
            ("HiddenLayers", "64x2"), ("BatchSize", b), ("LearningRate", b / 1000), ("Steps", 64000 / b)))];
        Chart chart = Design(rows);
        Assert.Equal("ReLU: test accuracy by batch size", chart.Title);
        Assert.Equal("ReLU", Assert.Single(chart.Series).Name);
    }

    [Fact]
    public void Without_anything_varied_the_activations_stand_side_by_side()
    {
        Chart chart = Design([.. Runs.Series("Swish", [0.9, 0.8, 0.7]), .. Runs.Series("ELU", [0.6])]);
        Assert.Equal(["Swish", "ELU"], chart.X.Categories);
        Assert.Equal([new(0, 0.8, 0.7, 0.9), new(1, 0.6)], Assert.Single(chart.Series).Points);
        Assert.Equal("median of 1 to 3 runs; line from minimum to maximum", chart.Subtitle);
    }

    [Fact]
    public void A_single_place_shows_its_spread_too()
    {
        ResultRow[] rows = [.. Enumerable.Range(1, 3).Select(seed => ChartRows.Row(
            ("Activation", "ReLU"), ("Seed", seed), ("Step", 429), ("TrainLoss", 0.1 * seed)))];
        Chart chart = Design(rows, new() { Y = ["TrainLoss"] });
        Assert.Equal(["429"], chart.X.Categories);
        Assert.Equal(0.1, Assert.Single(Assert.Single(chart.Series).Points).Lower, 1e-12);
    }

    [Fact]
    public void A_diverged_run_shows_as_a_guess_and_a_stopped_one_not_at_all()
    {
        Chart chart = Design(
        [
            Runs.Run("ReLU", 1, 0.9, ("Depth", 1)),
            ChartRows.Row(("Activation", "ReLU"), ("Depth", 2), ("Status", "Diverged"), ("TestAccuracy", double.NaN)),
            ChartRows.Row(("Activation", "ReLU"), ("Depth", 3), ("Status", "Stopped"), ("TestAccuracy", 0.5)),
        ]);
        Assert.Equal([new(1, 0.9), new(2, 0.1)], Assert.Single(chart.Series).Points);
    }

    [Fact]
    public void A_diverged_run_of_a_table_in_percent_shows_as_a_guess_in_percent()
    {
        Chart chart = Design(
        [
            Runs.Run("ReLU", 1, 90, ("Depth", 1)),
            ChartRows.Row(("Activation", "ReLU"), ("Depth", 2), ("Status", "Diverged"), ("TestAccuracy", double.NaN)),
        ]);
        Assert.Equal([new(1, 90), new(2, 10)], Assert.Single(chart.Series).Points);
    }

    [Fact]
    public void Histories_show_the_validation_accuracy_or_else_the_loss()
    {
        Chart chart = Design(ChartRows.History("ReLU", "Swish"));
        Assert.Equal(("Validation accuracy by step", "Step"), (chart.Title, chart.X.Label));
        ResultRow[] without = [.. ChartRows.History("ReLU").Select(r => ChartRows.Row(
            ("Step", r["Step"]), ("TrainLoss", r["TrainLoss"]), ("ValidationAccuracy", double.NaN)))];
        Chart loss = Design(without);
        Assert.Equal(("Training loss (nats)", true), (loss.Y.Label, loss.Y.Logarithmic));
    }

    [Fact]
    public void Histories_of_several_learning_rates_are_told_apart_by_the_runs_rate_not_the_steps()
    {
        ResultRow[] rows =
        [
            .. from rate in Rates from step in Enumerable.Range(1, 30)
               select ChartRows.Row(("Activation", "ReLU"), ("Seed", 1), ("Step", step), ("TrainLoss", 1.0),
                   ("ValidationAccuracy", 0.9), ("LearningRate", rate / step), ("RunId", $"run {rate}")),
        ];
        Assert.Equal(["learning rate 0.1", "learning rate 0.01"], Design(rows).Series.Select(s => s.Name));
        Chart schedule = Design([.. rows.Take(30)], new() { Y = ["LearningRate"] });
        Assert.Equal(0.1 / 30, Assert.Single(schedule.Series).Points[^1].Y, 1e-12);
    }

    [Fact]
    public void Runs_of_one_seed_that_differ_in_no_column_are_told_apart_by_their_run_id()
    {
        ResultRow[] Swept(int seed, string recipe) =>
            [.. Depths.Select(depth => Runs.Run("Swish", seed, 0.9, ("Depth", depth), ("RunId", recipe)))];
        Assert.Equal(["run 01234567", "run fedcba98"], Design(
            [.. Swept(1, "0123456789abcdef"), .. Swept(1, "fedcba9876543210")]).Series.Select(s => s.Name));
        Assert.Equal("Swish", Assert.Single(Design([.. Swept(1, "one"), .. Swept(2, "another")]).Series).Name);
    }

    [Fact]
    public void A_comparison_shows_bars_with_intervals()
    {
        Chart chart = Design(ChartRows.Comparison(10, 20));
        Assert.True(chart.Bars);
        Assert.Equal("Activations against ReLU", chart.Title);
        Assert.Equal("Test accuracy minus that of ReLU (right is better)", chart.Y.Label);
        Assert.Equal(["Depth 10", "Depth 20"], chart.X.Categories);
        Assert.Equal(["Swish", "ELU"], chart.Series.Select(s => s.Name));
        ChartPoint point = chart.Series[0].Points[1];
        Assert.Equal((1, -0.001), (point.X, Math.Round(point.Y, 12)));
        Assert.True(point.Lower <= point.Y && point.Y <= point.Upper);
    }

    [Fact]
    public void A_comparison_says_its_verdicts_beside_the_bars()
    {
        ResultRow[] rows =
        [
            Row(1, "Swish", ("Verdict", "Better"), ("NewExamplesVerdict", "Unclear"), ("Tests", 3)),
            Row(1, "ELU", ("Verdict", "Worse"), ("Tests", 3)), Row(2, "ELU", ("Verdict", "Same\u001b[2J")),
        ];
        Chart chart = Design(rows);
        Assert.Equal("Verdict, adjusted for 3 tests", chart.NoteLabel);
        Assert.Equal(["Unclear", "Worse", "Same\ufffd[2J"], chart.Series.SelectMany(s => s.Points).Select(p => p.Note));
        Assert.Equal("Verdict", Design([rows[2]]).NoteLabel);

        Chart without = Design([Row(1, "Swish")]);
        Assert.Equal(("", null), (without.NoteLabel, without.Series[0].Points[0].Note));

        static ResultRow Row(int depth, string activation, params (string, object?)[] more) => ChartRows.Row(
        [
            ("Depth", depth), ("Activation", activation), ("Baseline", "ReLU"), ("Difference", 0.1),
            ("Metric", "TestAccuracy"), .. more,
        ]);
    }

    [Theory]
    [InlineData("TestLoss", 0.1, null, "Test loss minus that of ReLU (left is better)")]
    [InlineData("Energy", 0.1, null, "Energy minus that of ReLU")]
    // As the rows were compared, whatever the name says.
    [InlineData("Energy", 0.1, 0.9, "Energy minus that of ReLU (right is better)")]
    [InlineData("Energy", -0.1, 0.9, "Energy minus that of ReLU (left is better)")]
    [InlineData("TestAccuracy", 0.1, 0.2, "Test accuracy minus that of ReLU (left is better)")]
    public void A_comparison_says_which_side_is_better(string metric, double difference, double? better, string label) =>
        Assert.Equal(label, Design(
        [
            ChartRows.Row(("Activation", "Swish"), ("Baseline", "ReLU"), ("Difference", difference), ("Metric", metric),
                ("ProbabilityBetter", better), ("ProbabilityWorse", 1 - better)),
        ]).Y.Label);

    [Fact]
    public void A_comparison_shows_conditions_in_which_runs_collapsed()
    {
        ResultRow[] runs =
        [
            .. from depth in Enumerable.Range(1, 2)
               from activation in ActivationNames
               from seed in Enumerable.Range(1, 6)
               let collapsed = activation == "ReLU" && seed <= (depth == 1 ? 2 : 6)
               select Runs.Run(activation, seed, collapsed ? 0.1 : activation == "ReLU" ? 0.9 : 0.95, ("Depth", depth)),
        ];
        Chart chart = Design(ChartRows.Compared(runs));
        Assert.Equal(["Depth 1 (2 of 6 collapsed)", "Depth 2 (6 of 6 collapsed)"], chart.X.Categories);
        Assert.Equal([0.05, 0], chart.Series[0].Points.Select(p => Math.Round(p.Y, 12)));
        Assert.Contains("in every pair a run collapsed", Assert.Throws<SwishException>(
            () => Design(ChartRows.Compared([.. runs.Where(r => r.Number("Depth") == 2)]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_conditions_the_bars_are_the_activations()
    {
        Chart chart = Design(ChartRows.Comparison(10));
        Assert.Equal(["Swish", "ELU"], chart.X.Categories);
        Assert.Single(chart.Series);
    }

    [Fact]
    public void Titles_and_labels_can_be_given()
    {
        ChartRequest request = new() { Title = "T", XLabel = "A", YLabel = "B" };
        foreach (IReadOnlyList<ResultRow> rows in
            new[] { ChartRows.Curves("Swish"), ChartRows.Sweep("Depth", Depths, "ReLU"), ChartRows.Comparison(1, 2) })
        {
            Chart chart = Design(rows, request);
            Assert.Equal(("T", "A", "B"), (chart.Title, chart.X.Label, chart.Y.Label));
        }
        Assert.Equal("", Design(ChartRows.Curves("Swish"), new() { Title = "" }).Title);
    }

    [Fact]
    public void Other_objects_are_plotted_by_the_columns_that_are_named()
    {
        ResultRow[] rows =
            [.. Enumerable.Range(1, 5).Select(i => ChartRows.Row(("Place", $"{i}"), ("HotShare", 0.1 * i)))];
        Chart chart = Design(rows, new() { X = "place", Y = ["hotshare"] });
        Assert.Equal(("Hot share by place", "Place", "Hot share"), (chart.Title, chart.X.Label, chart.Y.Label));
        Assert.Equal(5, Assert.Single(chart.Series).Points.Count);
    }

    [Fact]
    public void What_cannot_be_plotted_is_rejected()
    {
        Assert.Equal("NothingToPlot", Rejection([]));
        Assert.Equal("NothingToPlot", Rejection([ChartRows.Row(("Length", 3))]));
        Assert.Equal("UnknownColumn", Rejection([ChartRows.Row(("Length", 3))], new() { X = "Length", Y = ["Height"] }));
        Assert.Equal("NothingToPlot", Rejection([Runs.Run("ReLU", 1, double.NaN)]));
        Assert.Equal("InvalidNumber", Rejection([ChartRows.Row(("A", 3), ("B", "x"))], new() { X = "A", Y = ["B"] }));

        static string Rejection(IReadOnlyList<ResultRow> rows, ChartRequest? request = null) =>
            Assert.Throws<SwishException>(() => Design(rows, request)).ErrorId;
    }

    [Fact]
    public void A_row_at_infinity_leaves_the_others_on_an_axis_of_numbers()
    {
        ResultRow[] rows = [.. new[] { 1, 2, 3, double.PositiveInfinity }.Select(x => ChartRows.Row(("N", x), ("B", 2 * x)))];
        Chart chart = ChartDesign.Of(rows, new() { X = "N", Y = ["B"] });
        Assert.Empty(chart.X.Categories);
        Assert.Equal([1, 2, 3], chart.Series[0].Points.Select(p => p.X));
        Assert.Equal("1 of 4 rows left out: their N is not finite", chart.Subtitle);
    }

    [Theory]
    [InlineData("N", "B by N")]
    [InlineData("L2", "B by L2 penalty")]
    [InlineData("BatchSize", "B by batch size")]
    public void A_title_keeps_names_as_they_are(string x, string title) =>
        Assert.Equal(title, ChartDesign.Of(
            [ChartRows.Row((x, 1), ("B", 2)), ChartRows.Row((x, 2), ("B", 3))], new() { X = x, Y = ["B"] }).Title);
}
