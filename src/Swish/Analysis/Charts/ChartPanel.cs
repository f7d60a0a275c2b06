namespace Swish.Analysis.Charts;

/// <summary>Represents one of several small maps side by side, whose cells have the color of a class.</summary>
/// <param name="Title">The title above the map.</param>
/// <param name="Columns">The number of cells in a row.</param>
/// <param name="Cells">
/// The class of each cell and the strength of its color, 0 to 1; row by row, from the smallest y.
/// </param>
/// <param name="Points">Points that are drawn on the map, with their classes.</param>
public sealed record ChartPanel(
    string Title, int Columns, IReadOnlyList<(int Class, double Strength)> Cells,
    IReadOnlyList<(double X, double Y, int Class)> Points)
{
    /// <summary>Gets the title above the map.</summary>
    public string Title { get; init => field = ChartText.Line(value); } = ChartText.Line(Title);

    /// <summary>Gets the number of rows of cells.</summary>
    public int Rows => Cells.Count / Columns;
}
