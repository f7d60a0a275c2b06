using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>Represents the axis at the right of horizontal bars, which has a note next to each bar.</summary>
internal sealed class NoteAxis : LinearAxis
{
    // The height of the title, the axis and the margins, in layout units.
    private const double Around = 110;
    private const double SmallestFont = 7, LargestFont = 11;

    private readonly Dictionary<double, string> _notes = [];

    private NoteAxis()
    {
    }

    /// <summary>Creates the axis of a chart of bars.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="gap">The gap between categories, as a share of the thickness of their bars.</param>
    /// <param name="height">The height of the image, in layout units.</param>
    /// <returns>The axis; null if the chart has no notes, or no room for a line of text next to each bar.</returns>
    public static NoteAxis? Of(Chart chart, double gap, double height)
    {
        if (chart.NoteLabel.Length == 0) return null;
        ChartPoint[][] places = [.. chart.X.Categories.Select((_, place) => (ChartPoint[])
            [.. chart.Series.SelectMany(s => s.Points.Where(p => (int)p.X == place))])];
        // As the plotting library places bars: all are as thick, and those of a category are around its middle.
        double thickness = 1 / (1 + gap) / Math.Max(1, places.Max(bars => bars.Length));
        double size = Math.Min(LargestFont, (height - Around) / places.Length * thickness);
        if (size < SmallestFont) return null;
        NoteAxis axis = new()
        {
            Key = "notes", Position = AxisPosition.Right, StartPosition = 1, EndPosition = 0, Minimum = -0.5,
            Maximum = places.Length - 0.5, TickStyle = TickStyle.None, FontSize = size, Title = chart.NoteLabel,
            TitleFontSize = LargestFont, AxisTitleDistance = 8,
        };
        for (int place = 0; place < places.Length; place++)
            for (int i = 0; i < places[place].Length; i++)
                axis._notes[place + ((i + 0.5 - (places[place].Length / 2.0)) * thickness)] = places[place][i].Note ?? "";
        return axis;
    }

    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = majorTickValues = [.. _notes.Keys];
        minorTickValues = [];
    }

    /// <inheritdoc/>
    protected override string FormatValueOverride(double x) => _notes.GetValueOrDefault(x, "");
}
