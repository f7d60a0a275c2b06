using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Analysis.Tuning;
using Swish.Tests.Analysis.Comparisons;
using Xunit;

namespace Swish.Tests.Analysis.Tuning;

/// <summary>The curve of the best value of random search, with its band.</summary>
public sealed class TuningCurveTests
{
    [Fact]
    public void Median_of_the_best_of_k_is_a_quantile_of_the_values()
    {
        double[] values = [0.5, 0.1, 0.3, 0.2, 0.4];
        IReadOnlyList<(double Median, double Lower, double Upper)> curve = TuningCurve.Of(values, 0, 1);
        // 0.5 of five values is reached at the third, √0.5 = 0.707 at the fourth, the cube root 0.794 too.
        Assert.Equal([0.3, 0.4, 0.4, 0.5, 0.5], curve.Select(c => c.Median));
        Assert.All(curve, c => Assert.InRange(c.Median, c.Lower, c.Upper));
    }

    [Fact]
    public void Band_ends_at_the_bounds_of_the_values_where_data_say_nothing()
    {
        IReadOnlyList<(double Median, double Lower, double Upper)> curve = TuningCurve.Of([0.3], 0, 1);
        Assert.Equal([(0.3, 0, 1)], curve);
    }

    [Fact]
    public void Band_covers_the_true_curve_at_all_k_in_95_percent_or_more()
    {
        const int Count = 10, Samples = 4000;
        OrderStatisticBand band = new(Count, TuningCurve.Confidence);
        System.Random random = new(1);
        int covered = 0;
        for (int s = 0; s < Samples; s++)
        {
            // The best of k uniform numbers has the median 0.5^(1/k).
            var curve = TuningCurve.Of([.. Enumerable.Range(0, Count).Select(_ => random.NextDouble())], 0, 1, band);
            if (curve.Select((c, i) => Math.Pow(0.5, 1.0 / (i + 1)) is var truth && truth >= c.Lower && truth <= c.Upper)
                .All(inside => inside)) covered++;
        }
        // The curve has fewer points than the distribution function, so that the band is somewhat too wide for it.
        Assert.InRange(covered / (double)Samples, 0.94, 1);
    }

    [Fact]
    public void Trials_of_two_calls_are_two_curves_and_too_many_are_rejected()
    {
        ResultRow[] rows =
        [
            .. from activation in (string[])["ReLU", "Identity"]
               from trial in Enumerable.Range(1, 4)
               select Runs.Row(("Activation", activation), ("Target", 1), ("Trial", trial), ("Rung", 1), ("Steps", 10),
                   ("ValidationAccuracy", 0.1 * trial)),
        ];
        Assert.Equal([("ReLU", 4), ("Identity", 4)], ChartDesign.Of(rows, new()).Series.Select(s => (s.Name, s.Points.Count)));
        Assert.Equal("NothingToPlot", Assert.Throws<SwishException>(
            () => ChartDesign.Of([.. Enumerable.Repeat(rows, 101).SelectMany(r => r)], new())).ErrorId);
    }

    [Fact]
    public void Picture_shows_the_first_rung_of_each_network()
    {
        ResultRow[] rows =
        [
            .. from target in (int[])[1, 2]
               from trial in (int[])[1, 2, 3, 4]
               from rung in (int[])[1, 2]
               where rung == 1 || trial == 1
               select Runs.Row(("Activation", target == 1 ? "ReLU" : "Swish"), ("Target", target), ("Trial", trial),
                   ("Rung", rung), ("Steps", 10 * rung), ("ValidationAccuracy", 0.1 * trial * target)),
        ];
        Chart chart = ChartDesign.Of(rows, new());
        Assert.Equal(["ReLU", "Swish"], chart.Series.Select(s => s.Name));
        Assert.All(chart.Series, s => Assert.Equal([1, 2, 3, 4], s.Points.Select(p => p.X)));
        Assert.Equal(0.2, chart.Series[0].Points[0].Y, 1e-12);
        Assert.Contains("10 steps", chart.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_are_best_when_low()
    {
        ResultRow[] rows =
        [
            .. new[] { 3.0, 1, 2, double.PositiveInfinity }.Select((loss, i) => Runs.Row(("Activation", "ReLU"), ("Target", 1),
                ("Trial", i + 1), ("Rung", 1), ("Steps", 10), ("ValidationAccuracy", double.NaN), ("ValidationLoss", loss))),
        ];
        Chart chart = ChartDesign.Of(rows, new());
        // The scores −∞, −3, −2, −1 reach 0.5 at the second, 0.707 at the third, and 0.794 and 0.841 at the fourth.
        Assert.Equal([3, 2, 1, 1], chart.Series[0].Points.Select(p => p.Y));
        Assert.Equal("Best validation loss", chart.Y.Label);
    }
}
