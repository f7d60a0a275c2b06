namespace Swish.Analysis.Charts;

/// <summary>Represents the content of a chart, independent of how it is drawn in a file or a terminal.</summary>
public sealed record Chart
{
    /// <summary>Gets the title, of one or more lines; empty for none.</summary>
    public required string Title { get; init => field = ChartText.Lines(value); }

    /// <summary>Gets the subtitle, which explains the marks, such as <c>median of 3 runs</c>; empty for none.</summary>
    public string Subtitle { get; init => field = ChartText.Line(value); } = "";

    /// <summary>Gets the horizontal axis of a line chart, or the category axis of a bar chart.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>Gets the vertical axis of a line chart, or the value axis of a bar chart.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>Gets the series, in the order of the legend.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Gets a value indicating whether this is a chart of horizontal bars, drawn from zero.</summary>
    public bool Bars { get; init; }

    /// <summary>Gets what the notes next to the bars are, such as <c>Verdict</c>; empty for none.</summary>
    public string NoteLabel { get; init => field = ChartText.Line(value); } = "";

    /// <summary>Gets the cells of a heat map; null for other charts.</summary>
    public ChartMatrix? Matrix { get; init; }

    /// <summary>Gets the ranks of a critical-difference diagram; null for other charts.</summary>
    public ChartRanks? Ranks { get; init; }

    /// <summary>
    /// Gets the images of a sheet of small images, of which as many are drawn as there is room for; empty for other
    /// charts.
    /// </summary>
    public IReadOnlyList<ChartTile> Tiles { get; init; } = [];

    /// <summary>Gets a value indicating whether the value axis shows numbers.</summary>
    internal bool HasValueAxis => Matrix is null && Tiles.Count == 0 && Ranks is null;

    /// <summary>Gets points without a line below the series, such as the examples that a curve was fitted to.</summary>
    public IReadOnlyList<ChartPoint> Scatter { get; init; } = [];

    /// <summary>
    /// Gets maps side by side; if there are any, the chart has no lines or bars, and its series are only a legend.
    /// </summary>
    public IReadOnlyList<ChartPanel> Panels { get; init; } = [];

    /// <summary>Gets all x values.</summary>
    internal IEnumerable<double> Places => Series.SelectMany(s => s.Points).Concat(Scatter).Select(p => p.X);

    /// <summary>Gets all y values, including the ends of bands and intervals.</summary>
    internal IEnumerable<double> Values =>
        Series.SelectMany(s => s.Points).Concat(Scatter).SelectMany(p => new[] { p.Y, p.Lower, p.Upper });
}
