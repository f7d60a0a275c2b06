using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>Adds a sheet of small images to a model of the plotting library.</summary>
internal static class TilePlot
{
    // In units of the width of an image.
    private const double Gap = 0.14;
    private const double LabelHeight = 0.26;

    // The share of the picture's height that the title takes.
    private const double TitleShare = 0.12;

    /// <summary>Adds the images, as large as the picture allows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tiles">The images.</param>
    /// <param name="colors">The colors of the theme.</param>
    /// <param name="width">The width of the picture, in layout units.</param>
    /// <param name="height">The height of the picture, in layout units.</param>
    public static void Add(
        PlotModel model, IReadOnlyList<ChartTile> tiles, ChartColors colors, double width, double height)
    {
        double aspect = tiles.Max(tile => (double)tile.Rows / tile.Columns);
        bool areNamed = tiles.Any(tile => tile.Label.Length > 0);
        double stepX = 1 + Gap, stepY = aspect + Gap + (areNamed ? LabelHeight : 0);
        double roomY = height * (1 - TitleShare);
        int columns = Enumerable.Range(1, tiles.Count).MaxBy(
            count => Math.Min(width / (count * stepX), roomY / (Rows(count) * stepY)));
        double unit = Math.Min(width / (columns * stepX), roomY / (Rows(columns) * stepY));

        model.PlotAreaBorderThickness = new(0);
        model.PlotType = PlotType.Cartesian;
        model.Axes.Add(Axis(AxisPosition.Bottom, columns * stepX, isReversed: false));
        model.Axes.Add(Axis(AxisPosition.Left, Rows(columns) * stepY, isReversed: true));
        for (int i = 0; i < tiles.Count; i++)
        {
            double left = i % columns * stepX + Gap / 2, top = i / columns * stepY + Gap / 2;
            model.Annotations.Add(new ImageAnnotation
            {
                ImageSource = OxyImage.Create(Colors(tiles[i]), ImageFormat.Png),
                X = new(left, PlotLengthUnit.Data),
                Y = new(top, PlotLengthUnit.Data),
                Width = new(1, PlotLengthUnit.Data),
                Height = new((double)tiles[i].Rows / tiles[i].Columns, PlotLengthUnit.Data),
                HorizontalAlignment = HorizontalAlignment.Left,
                VerticalAlignment = VerticalAlignment.Top,
                Interpolate = false,
            });
            if (tiles[i].Label.Length == 0) continue;
            model.Annotations.Add(new TextAnnotation
            {
                Text = tiles[i].Label,
                TextPosition = new(left + 0.5, top + aspect + 0.02),
                TextHorizontalAlignment = HorizontalAlignment.Center,
                TextVerticalAlignment = VerticalAlignment.Top,
                TextColor = colors.Ink,
                Stroke = OxyColors.Transparent,
                Padding = new(0),
                FontSize = FontSize(tiles, unit),
            });
        }

        int Rows(int count) => (tiles.Count + count - 1) / count;
    }

    /// <summary>Returns the size with which the longest label is as wide as an image, within limits.</summary>
    private static double FontSize(IReadOnlyList<ChartTile> tiles, double unit)
    {
        int longest = tiles.Max(tile => TextColumns.GetWidth(tile.Label));
        return Math.Clamp(Math.Min(unit * (1 + Gap) / (0.64 * longest), unit * LabelHeight * 0.75), 3, 12);
    }

    private static LinearAxis Axis(AxisPosition position, double maximum, bool isReversed) => new()
    {
        Position = position,
        Minimum = 0,
        Maximum = maximum,
        StartPosition = isReversed ? 1 : 0,
        EndPosition = isReversed ? 0 : 1,
        IsAxisVisible = false,
    };

    private static OxyColor[,] Colors(ChartTile tile)
    {
        OxyColor[,] colors = new OxyColor[tile.Columns, tile.Rows];
        for (int row = 0; row < tile.Rows; row++)
            for (int column = 0; column < tile.Columns; column++)
                colors[column, row] = OxyColor.FromUInt32(0xFF000000 | (uint)tile.Pixels[row, column]);
        return colors;
    }
}
