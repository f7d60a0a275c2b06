namespace Swish.Analysis.Charts;

/// <summary>A line, a row of markers or a set of bars.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, by ascending X.</param>
/// <param name="Color">The index of its color.</param>
/// <param name="Dash">The index of its dash, and of its marker.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, int Color, int Dash)
{
    /// <summary>Gets its name in the legend.</summary>
    public string Name { get; init => field = ChartText.Line(value); } = ChartText.Line(Name);

    /// <summary>Gets a value indicating whether any point has a band or an interval.</summary>
    public bool HasInterval => Points.Any(p => double.IsFinite(p.Lower) && double.IsFinite(p.Upper));
}
