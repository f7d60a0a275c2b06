namespace Swish.Analysis.Charts;

/// <summary>Represents a line, a row of markers or a set of bars.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Points">The points, in ascending order of x.</param>
/// <param name="Color">The index of the color.</param>
/// <param name="Dash">The index of the dash pattern and the marker.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, int Color, int Dash)
{
    /// <summary>Gets the name in the legend.</summary>
    public string Name { get; init => field = ChartText.Line(value); } = ChartText.Line(Name);

    /// <summary>Gets a value indicating whether any point has a band or an interval.</summary>
    public bool HasInterval => Points.Any(p => double.IsFinite(p.Lower) && double.IsFinite(p.Upper));
}
