namespace Swish.Analysis.Charts;

/// <summary>Represents one of several small images with a label.</summary>
/// <param name="Label">The label below the image; empty for none.</param>
/// <param name="Pixels">The colors as 0xRRGGBB, [rows, columns], from the top.</param>
public sealed record ChartTile(string Label, int[,] Pixels)
{
    /// <summary>Gets the label below the image; empty for none.</summary>
    public string Label { get; init => field = ChartText.Line(value); } = ChartText.Line(Label);

    /// <summary>
    /// Gets the brightness for drawing without colors, 0 to 1, [rows, columns]; null for that of the colors, over their
    /// range.
    /// </summary>
    public double[,]? Light { get; init; }

    /// <summary>Gets the height in pixels.</summary>
    public int Rows => Pixels.GetLength(0);

    /// <summary>Gets the width in pixels.</summary>
    public int Columns => Pixels.GetLength(1);
}
