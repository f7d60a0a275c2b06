namespace Swish.Analysis.Charts;

/// <summary>
/// Represents the cells of a heat map, by the categories of the vertical axis (rows, from the top) and of the horizontal
/// axis (columns).
/// </summary>
/// <param name="Shades">The shades, [rows, columns], 0 for the background to 1 for the darkest.</param>
/// <param name="Texts">The texts in the cells, [rows, columns]; empty for none.</param>
public sealed record ChartMatrix(double[,] Shades, string[,] Texts)
{
    /// <summary>Gets the number of rows.</summary>
    public int Rows => Shades.GetLength(0);

    /// <summary>Gets the number of columns.</summary>
    public int Columns => Shades.GetLength(1);
}
