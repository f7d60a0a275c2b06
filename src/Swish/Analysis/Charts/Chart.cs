namespace Swish.Analysis.Charts;

/// <summary>What a picture shows, without how it is drawn: a file and a terminal show the same chart.</summary>
public sealed record Chart
{
    /// <summary>Gets the title, of one line or several; empty for none.</summary>
    public required string Title { get; init => field = ChartText.Lines(value); }

    /// <summary>
    /// Gets what the marks stand for, such as <c>median of 3 runs</c>; empty where they speak for themselves.
    /// </summary>
    public string Subtitle { get; init => field = ChartText.Line(value); } = "";

    /// <summary>Gets the horizontal axis of lines; the axis of the categories of bars.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>Gets the vertical axis of lines; the axis of the values of bars.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>Gets the series, in the order of the legend.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>
    /// Gets a value indicating whether the values are bars, drawn from zero and lying, so that long categories can be
    /// read.
    /// </summary>
    public bool Bars { get; init; }

    /// <summary>Gets all places along the horizontal axis.</summary>
    internal IEnumerable<double> Places => Series.SelectMany(s => s.Points).Select(p => p.X);

    /// <summary>Gets all values, with the ends of bands and intervals.</summary>
    internal IEnumerable<double> Values =>
        Series.SelectMany(s => s.Points).SelectMany(p => new[] { p.Y, p.Lower, p.Upper });
}
