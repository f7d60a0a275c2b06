using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Swish.Analysis.Charts;

/// <summary>Converts a chart to a model of the plotting library.</summary>
internal sealed class ChartModel
{
    /// <summary>The width of lines, in layout units.</summary>
    public const double LineWidth = 1.8;
    private const double MarkerSize = 3.6;
    private const int LongName = 20;
    private const double TitleSize = 14;
    private const double TitleMargin = 40;

    // Lines with at most this many points have markers; longer lines differ by their dashes.
    private const int MaxMarkers = 25;

    private static readonly MarkerType[] Markers =
    [
        MarkerType.Circle, MarkerType.Square, MarkerType.Triangle, MarkerType.Diamond, MarkerType.Custom,
    ];

    private readonly ChartColors _colors;

    private ChartModel(ChartColors colors) => _colors = colors;

    private static readonly ScreenPoint[] DownTriangle = [new(-1, -0.8), new(1, -0.8), new(0, 1)];

    /// <summary>Creates the model of a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="font">The name of the font, as the exporter expects it.</param>
    /// <param name="dashUnit">The length that the exporter needs for a dash as long as the line is wide.</param>
    /// <param name="theme">The colors.</param>
    /// <param name="width">The width of the image, in layout units.</param>
    /// <param name="height">The height of the image, in layout units.</param>
    public static PlotModel Of(
        Chart chart, string font, double dashUnit, ChartTheme theme = ChartTheme.Light, double width = 720,
        double height = 480) =>
        new ChartModel(ChartColors.Of(theme)).Make(chart, font, dashUnit, width, height);

    private PlotModel Make(Chart chart, string font, double dashUnit, double width, double height)
    {
        PlotModel model = new()
        {
            Title = chart.Title.Length > 0 ? Wrapped(chart.Title, width) : null,
            TitleFontSize = TitleSize,
            TitleFontWeight = FontWeights.Bold,
            Subtitle = Subtitle(chart),
            SubtitleFontSize = 11,
            SubtitleColor = _colors.Subtitle,
            TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
            TitlePadding = 8,
            DefaultFont = font,
            DefaultFontSize = 12,
            TextColor = _colors.Ink,
            Background = _colors.Paper,
            PlotAreaBorderThickness = chart.Panels.Count > 0 ? new(0) : chart.Bars ? new(0, 0, 0, 1) : new(1, 0, 0, 1),
            PlotAreaBorderColor = _colors.Ink,
            Padding = new(10, 6, 14, 12),
            Culture = CultureInfo.InvariantCulture,
        };
        if (chart.Series.Count > 1) model.Legends.Add(LegendOf(chart));
        if (chart.Matrix is not null) MatrixPlot.Add(model, chart, chart.Matrix, _colors);
        else if (chart.Ranks is not null) RankPlot.Add(model, chart, chart.Ranks, _colors, width);
        else if (chart.Tiles.Count > 0)
            TilePlot.Add(model, [.. chart.Tiles.Take(TileChart.MaxTiles)], _colors, width, height);
        else if (chart.Panels.Count > 0) AddPanels(model, chart, width);
        else if (chart.Bars) AddBars(model, chart, height);
        else AddLines(model, chart, dashUnit);
        return model;
    }

    private static string? Subtitle(Chart chart)
    {
        string[] parts =
        [
            chart.Subtitle,
            chart.Tiles.Count > TileChart.MaxTiles
                ? string.Create(CultureInfo.InvariantCulture, $"the first {TileChart.MaxTiles} of {chart.Tiles.Count}") : "",
        ];
        return parts.Any(part => part.Length > 0) ? string.Join("; ", parts.Where(part => part.Length > 0)) : null;
    }

    private static string Wrapped(string title, double width)
    {
        TextWidths measure = new();
        return string.Join('\n', title.Split('\n').SelectMany(line => TextColumns.Wrap(
            line, part => measure.MeasureText(part, null, TitleSize, FontWeights.Bold).Width <= width - TitleMargin)));
    }

    /// <summary>
    /// Creates the legend: to the right of the plot, or below it if long names would take too much of the width.
    /// </summary>
    private static Legend LegendOf(Chart chart)
    {
        bool below = chart.Series.Max(s => s.Name.Length) > LongName;
        return new()
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = below ? LegendPosition.BottomCenter : LegendPosition.RightTop,
            LegendOrientation = below ? LegendOrientation.Horizontal : LegendOrientation.Vertical,
            LegendItemSpacing = 24,
            LegendSymbolLength = 32,
            LegendMargin = 10,
            LegendPadding = 0,
            LegendFontSize = 12,
        };
    }

    private void AddLines(PlotModel model, Chart chart, double dashUnit)
    {
        bool isCurve = chart.X.ShowZero;
        AxisTicks x = AxisTicks.Of(chart.X, chart.Places, isCurve ? 0 : 0.03, 10);
        AxisTicks y = AxisTicks.Of(chart.Y, chart.Values, 0.04, 6);
        model.Axes.Add(Axis(chart.X, x, AxisPosition.Bottom, grid: isCurve));
        model.Axes.Add(Axis(chart.Y, y, AxisPosition.Left, grid: true));
        if (chart.X.ShowZero) MarkZero(model, x, LineAnnotationType.Vertical);
        if (chart.Y.ShowZero) MarkZero(model, y, LineAnnotationType.Horizontal);

        if (chart.Scatter.Count > 0) model.Series.Add(Scatter(chart));
        // All bands are drawn below all lines, so that no band covers a line.
        foreach (ChartSeries series in chart.Series.Where(s => s.HasInterval && chart.X.Categories.Count == 0))
            model.Series.Add(Band(series));
        for (int i = 0; i < chart.Series.Count; i++)
        {
            ChartSeries series = chart.Series[i];
            if (chart.X.Categories.Count > 0) AddPlaces(model, series, i, chart.Series.Count);
            else
            {
                // A band over a single point has no width, so it is drawn as a whisker.
                if (series is { HasInterval: true, Points.Count: 1 }) AddWhisker(model, series, series.Points[0], 0);
                model.Series.Add(Line(series, dashUnit));
            }
        }
    }

    private ScatterSeries Scatter(Chart chart)
    {
        ScatterSeries points = new()
        {
            MarkerType = MarkerType.Circle, MarkerSize = 2, MarkerFill = _colors.ZeroLine, RenderInLegend = false,
        };
        points.Points.AddRange(chart.Scatter.Select(p => new ScatterPoint(p.X, p.Y)));
        return points;
    }

    /// <summary>Adds maps in rows and columns, each with axes of its own over a part of the picture.</summary>
    private void AddPanels(PlotModel model, Chart chart, double width)
    {
        const double Gap = 0.04, TitleHeight = 24;
        int columns = chart.Panels.Count <= 3 ? chart.Panels.Count
            : (int)Math.Ceiling(Math.Sqrt(chart.Panels.Count * (width > 600 ? 1.3 : 1)));
        int rows = (chart.Panels.Count + columns - 1) / columns;
        double wide = (1 - (Gap * (columns - 1))) / columns;
        // Above each row of maps there is room for their titles.
        double high = (1 - (0.08 * rows)) / rows;
        for (int i = 0; i < chart.Panels.Count; i++)
        {
            ChartPanel panel = chart.Panels[i];
            int column = i % columns, row = i / columns;
            double left = column * (wide + Gap), bottom = 1 - ((row + 1) * (high + 0.08));
            bool isLowest = i + columns >= chart.Panels.Count;
            string x = $"x{i}", y = $"y{i}";
            model.Axes.Add(PanelAxis(chart.X, AxisPosition.Bottom, x, left, left + wide, isLowest));
            model.Axes.Add(PanelAxis(chart.Y, AxisPosition.Left, y, bottom, bottom + high, column == 0));
            model.Annotations.Add(Map(chart, panel, x, y));
            model.Annotations.Add(new TextAnnotation
            {
                Text = panel.Title, FontWeight = FontWeights.Bold, StrokeThickness = 0, XAxisKey = x, YAxisKey = y,
                TextPosition = new((chart.X.Minimum + chart.X.Maximum) / 2, chart.Y.Maximum),
                TextVerticalAlignment = VerticalAlignment.Bottom, ClipByXAxis = false, ClipByYAxis = false,
                Offset = new(0, -TitleHeight / 6), TextColor = _colors.Ink,
            });
            for (int series = 0; series < chart.Series.Count; series++)
            {
                ScatterSeries points = new()
                {
                    Title = chart.Series[series].Name, RenderInLegend = i == 0, XAxisKey = x, YAxisKey = y,
                    MarkerType = Markers[series % (Markers.Length - 1)], MarkerSize = 2.4,
                    MarkerFill = Color(chart.Series[series]), MarkerStroke = _colors.Paper, MarkerStrokeThickness = 0.4,
                };
                points.Points.AddRange(
                    panel.Points.Where(p => p.Class == series).Select(p => new ScatterPoint(p.X, p.Y)));
                model.Series.Add(points);
            }
        }
    }

    private LinearAxis PanelAxis(
        ChartAxis axis, AxisPosition position, string key, double start, double end, bool hasLabels) => new()
        {
            Key = key, Position = position, StartPosition = start, EndPosition = end, Minimum = axis.Minimum,
            Maximum = axis.Maximum, Title = hasLabels ? axis.Label : null, AxisTitleDistance = 6, MinorTickSize = 0,
            TicklineColor = _colors.Ink, AxislineStyle = LineStyle.Solid, AxislineColor = _colors.Ink,
            LabelFormatter = hasLabels ? null : _ => "", TickStyle = hasLabels ? TickStyle.Outside : TickStyle.None,
            IntervalLength = 50,
        };

    /// <summary>Draws the cells of a map as an image, one pixel for each.</summary>
    private ImageAnnotation Map(Chart chart, ChartPanel panel, string x, string y)
    {
        const double Faint = 0.12, Strong = 0.5;
        OxyColor[,] pixels = new OxyColor[panel.Columns, panel.Rows];
        for (int row = 0; row < panel.Rows; row++)
            for (int column = 0; column < panel.Columns; column++)
            {
                (int label, double strength) = panel.Cells[(row * panel.Columns) + column];
                // The first row of an image is at its top.
                pixels[column, panel.Rows - 1 - row] = label < 0
                    ? _colors.Grid
                    : OxyColor.Interpolate(
                        _colors.Paper, Color(chart.Series[label]), Faint + ((Strong - Faint) * strength));
            }
        return new()
        {
            ImageSource = OxyImage.Create(pixels, ImageFormat.Png),
            X = new(chart.X.Minimum, PlotLengthUnit.Data), Y = new(chart.Y.Minimum, PlotLengthUnit.Data),
            Width = new(chart.X.Maximum - chart.X.Minimum, PlotLengthUnit.Data),
            Height = new(chart.Y.Maximum - chart.Y.Minimum, PlotLengthUnit.Data),
            HorizontalAlignment = HorizontalAlignment.Left, VerticalAlignment = VerticalAlignment.Bottom,
            Interpolate = false, Layer = AnnotationLayer.BelowSeries, XAxisKey = x, YAxisKey = y,
        };
    }

    private LineSeries Line(ChartSeries series, double dashUnit)
    {
        double[] dashes = SeriesStyle.Dashes[series.Dash % SeriesStyle.Dashes.Count];
        LineSeries line = new()
        {
            Title = series.Name,
            Color = Color(series),
            StrokeThickness = LineWidth,
            LineStyle = LineStyle.Solid,
            Dashes = dashes.Length > 0 ? [.. dashes.Select(d => d * dashUnit)] : null,
            LineJoin = LineJoin.Round,
        };
        if (series.Points.Count <= MaxMarkers) Mark(line, series);
        line.Points.AddRange(series.Points.Select(p => new DataPoint(p.X, p.Y)));
        return line;
    }

    private AreaSeries Band(ChartSeries series)
    {
        AreaSeries band = new()
        {
            Color = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(0x2E, Color(series)),
            StrokeThickness = 0,
            RenderInLegend = false,
        };
        foreach (ChartPoint point in series.Points)
        {
            bool has = double.IsFinite(point.Lower) && double.IsFinite(point.Upper);
            band.Points.Add(new(point.X, has ? point.Lower : point.Y));
            band.Points2.Add(new(point.X, has ? point.Upper : point.Y));
        }
        return band;
    }

    /// <summary>Adds markers with whiskers, side by side over each category.</summary>
    private void AddPlaces(PlotModel model, ChartSeries series, int index, int count)
    {
        double shift = count == 1 ? 0 : 0.5 * ((double)index / (count - 1) - 0.5);
        foreach (ChartPoint point in series.Points.Where(p => double.IsFinite(p.Lower)))
            AddWhisker(model, series, point, shift);
        LineSeries markers = new() { Title = series.Name, Color = Color(series), LineStyle = LineStyle.None };
        Mark(markers, series);
        markers.MarkerSize *= 1.3;
        markers.Points.AddRange(series.Points.Select(p => new DataPoint(p.X + shift, p.Y)));
        model.Series.Add(markers);
    }

    private void AddWhisker(PlotModel model, ChartSeries series, ChartPoint point, double shift)
    {
        LineSeries whisker = new() { Color = Color(series), StrokeThickness = LineWidth, RenderInLegend = false };
        whisker.Points.Add(new(point.X + shift, point.Lower));
        whisker.Points.Add(new(point.X + shift, point.Upper));
        model.Series.Add(whisker);
    }

    private void AddBars(PlotModel model, Chart chart, double height)
    {
        CategoryAxis categories = new()
        {
            Position = AxisPosition.Left,
            // The first category is at the top.
            StartPosition = 1,
            EndPosition = 0,
            Title = chart.X.Label,
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.None,
            // Keeps bars thin if there are few of them.
            GapWidth = Math.Max(0.35, 2.4 / (chart.X.Categories.Count * chart.Series.Count)),
        };
        categories.Labels.AddRange(chart.X.Categories);
        model.Axes.Add(categories);

        AxisTicks ticks = AxisTicks.Of(chart.Y, chart.Values, 0.04, 6);
        model.Axes.Add(Axis(chart.Y, ticks, AxisPosition.Bottom, grid: true));
        MarkZero(model, ticks, LineAnnotationType.Vertical);
        if (NoteAxis.Of(chart, categories.GapWidth, height) is NoteAxis notes) model.Axes.Add(notes);

        foreach (ChartSeries series in chart.Series)
        {
            ErrorBarSeries bars = new()
            {
                Title = series.Name,
                FillColor = OxyColor.Interpolate(_colors.Paper, Color(series), 0.75),
                StrokeColor = _colors.Ink,
                StrokeThickness = 0,
                ErrorStrokeThickness = 1.4,
                ErrorWidth = 0.35,
            };
            foreach (ChartPoint point in series.Points)
                bars.Items.Add(new ErrorBarItem(
                    point.Y, double.IsFinite(point.Upper) ? point.Upper - point.Y : 0, (int)point.X));
            model.Series.Add(bars);
        }
    }

    private void MarkZero(PlotModel model, AxisTicks ticks, LineAnnotationType type)
    {
        if (ticks.Minimum >= 0 || ticks.Maximum <= 0) return;
        model.Annotations.Add(new LineAnnotation
        {
            Type = type,
            X = 0,
            Y = 0,
            Color = _colors.ZeroLine,
            LineStyle = LineStyle.Solid,
            StrokeThickness = 1,
            Layer = AnnotationLayer.BelowSeries,
        });
    }

    private void Mark(LineSeries line, ChartSeries series)
    {
        int index = series.Dash % Markers.Length;
        line.MarkerType = Markers[index];
        line.MarkerOutline = DownTriangle;
        line.MarkerSize = MarkerSize;
        line.MarkerFill = Color(series);
        line.MarkerStroke = Color(series);
        line.MarkerStrokeThickness = 0.5;
    }

    private OxyColor Color(ChartSeries series)
    {
        int color = SeriesStyle.Colors[series.Color % SeriesStyle.Colors.Count];
        return _colors.Of(color);
    }

    private Axis Axis(ChartAxis axis, AxisTicks ticks, AxisPosition position, bool grid)
    {
        Axis made = ticks.Logarithmic
            ? new TickedLogarithmicAxis(ticks)
            : new TickedLinearAxis(ticks, axis.Categories);
        made.Position = position;
        made.Title = axis.Label;
        made.AxisTitleDistance = 8;
        made.Minimum = ticks.Minimum;
        made.Maximum = ticks.Maximum;
        made.TickStyle = axis.Categories.Count > 0 ? TickStyle.None : TickStyle.Outside;
        made.TicklineColor = _colors.Ink;
        made.MajorGridlineStyle = grid ? LineStyle.Solid : LineStyle.None;
        made.MajorGridlineColor = _colors.Grid;
        made.MinorTickSize = 0;
        made.Layer = AxisLayer.BelowSeries;
        return made;
    }
}
