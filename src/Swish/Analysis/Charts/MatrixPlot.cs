using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>Adds the cells of a heat map to a model of the plotting library.</summary>
internal static class MatrixPlot
{
    private const int Dark = 0x08306B;
    private const int LongName = 4;
    private const int MaxTexts = 40;

    /// <summary>Adds the axes and the cells.</summary>
    public static void Add(PlotModel model, Chart chart, ChartMatrix matrix, ChartColors colors)
    {
        model.PlotAreaBorderThickness = new(0);
        model.Axes.Add(Axis(chart.X, AxisPosition.Bottom));
        model.Axes.Add(Axis(chart.Y, AxisPosition.Left));
        double size = matrix.Columns <= 12 ? 12 : Math.Max(5, 150.0 / matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++)
            {
                double shade = matrix.Shades[row, column];
                OxyColor fill = OxyColor.Interpolate(colors.Paper, OxyColor.FromUInt32(0xFF000000 | Dark), shade);
                bool hasText = matrix.Columns <= MaxTexts && matrix.Texts[row, column].Length > 0;
                model.Annotations.Add(new RectangleAnnotation
                {
                    MinimumX = column - 0.5,
                    MaximumX = column + 0.5,
                    MinimumY = row - 0.5,
                    MaximumY = row + 0.5,
                    Fill = fill,
                    Stroke = colors.Grid,
                    StrokeThickness = matrix.Columns <= MaxTexts ? 0.5 : 0,
                    Text = hasText ? matrix.Texts[row, column] : null,
                    TextColor = IsDark(fill) ? OxyColors.White : OxyColors.Black,
                    FontSize = size,
                });
            }
    }

    private static CategoryAxis Axis(ChartAxis axis, AxisPosition position)
    {
        bool isVertical = position == AxisPosition.Left;
        CategoryAxis made = new()
        {
            Position = position,
            Title = axis.Label,
            AxisTitleDistance = 8,
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.None,
            GapWidth = 0,
            IsTickCentered = true,
            // The first row is at the top.
            StartPosition = isVertical ? 1 : 0,
            EndPosition = isVertical ? 0 : 1,
            Angle = !isVertical && axis.Categories.Max(name => name.Length) > LongName ? -45 : 0,
            FontSize = axis.Categories.Count <= MaxTexts ? 12 : Math.Max(4, 480.0 / axis.Categories.Count),
        };
        made.Labels.AddRange(axis.Categories);
        return made;
    }

    // The luminance of Rec. 709.
    private static bool IsDark(OxyColor color) => 0.2126 * color.R + 0.7152 * color.G + 0.0722 * color.B < 140;
}
