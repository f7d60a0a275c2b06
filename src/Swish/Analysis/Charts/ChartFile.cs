using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.SkiaSharp;

namespace Swish.Analysis.Charts;

/// <summary>Writes a chart to an image file: SVG, PNG or PDF, by the file's extension.</summary>
public static class ChartFile
{
    /// <summary>The default width of an image, in pixels.</summary>
    public const int DefaultWidth = 1440;

    /// <summary>The default height of an image, in pixels.</summary>
    public const int DefaultHeight = 960;

    /// <summary>The minimum width and height, in pixels.</summary>
    public const int MinSize = 100;

    /// <summary>The maximum width and height, in pixels.</summary>
    public const int MaxSize = 10_000;

    private enum Format
    {
        Svg,
        Png,
        Pdf,
    }

    // The area, in layout units, for which font sizes and line widths are chosen. A larger image is scaled up, whatever
    // its aspect ratio.
    private const double DesignArea = 720.0 * 480.0;

    // A viewer uses the first font that is installed.
    private const string SvgFonts = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

    /// <summary>Checks the path of an image file, before the image is made.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The path is not valid (InvalidPath), has an unknown extension (UnknownPictureFormat) or is a folder
    /// (PathNotFile), the file exists and must not be overwritten (FileExists), or its folder does not exist
    /// (PathNotFound).
    /// </exception>
    public static void Check(string path, bool overwrite)
    {
        OutputFile.RequireValid(path);
        _ = FormatOf(path);
        OutputFile.Check(path, overwrite);
    }

    /// <summary>Writes a chart to an image file. The file is written completely or not at all.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="path">The full path, ending in .svg, .png or .pdf.</param>
    /// <param name="width">The size in pixels, from <see cref="MinSize"/> to <see cref="MaxSize"/>.</param>
    /// <param name="height">The size in pixels, from <see cref="MinSize"/> to <see cref="MaxSize"/>.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <param name="theme">The colors.</param>
    /// <param name="warn">Receives a warning about characters that no installed font has; null to ignore them.</param>
    /// <param name="stop">Keeps the file from being written once the picture has been drawn.</param>
    /// <exception cref="OperationCanceledException">It was canceled. No file was written.</exception>
    /// <exception cref="SwishException">
    /// The errors of <see cref="Check"/>; the size is out of range (InvalidPictureSize), or takes more memory than there is
    /// (MemoryUnavailable); the file cannot be written (CannotWriteFile); PNG and PDF are not available on this machine
    /// (PngUnavailable).
    /// </exception>
    public static void Write(
        Chart chart, string path, int width, int height, bool overwrite, ChartTheme theme = ChartTheme.Light,
        Action<string>? warn = null, CancellationToken stop = default)
    {
        Check(path, overwrite);
        foreach (int size in new[] { width, height })
            if (size is < MinSize or > MaxSize)
                throw new SwishException("InvalidPictureSize", ErrorKind.InvalidArgument,
                    $"A picture is {MinSize} to {MaxSize} pixels wide and high, not {size}.", size);

        // Each pixel has four bytes in the picture, and about as many in the file and its copy.
        double needed = FormatOf(path) == Format.Png ? 8.0 * width * height : 0;
        if (needed > MemoryBudget.NativeBytes)
            throw new SwishException("MemoryUnavailable", ErrorKind.ResourceUnavailable, string.Create(
                CultureInfo.InvariantCulture,
                $"A picture of {width} × {height} pixels takes about {needed / (1 << 20):0} MiB, and ")
                + string.Create(CultureInfo.InvariantCulture, $"{MemoryBudget.NativeBytes / (1 << 20):0} MiB are available. ")
                + "Make it smaller, write an .svg, or raise the limit of the container.", path);

        byte[] picture = FormatOf(path) switch
        {
            Format.Svg => RenderSvg(chart, width, height, theme),
            Format.Pdf => Render(chart, width, height, theme, pdf: true, warn),
            _ => Render(chart, width, height, theme, pdf: false, warn),
        };
        stop.ThrowIfCancellationRequested();
        OutputFile.Write(path, picture, overwrite);
    }

    private static Format FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => Format.Svg,
        ".PNG" => Format.Png,
        ".PDF" => Format.Pdf,
        _ => throw new SwishException("UnknownPictureFormat", ErrorKind.InvalidArgument,
            $"'{Path.GetFileName(path)}' does not have the extension of a picture; use .svg, .png or .pdf.", path),
    };

    private static double Scale(int width, int height) => Math.Sqrt(width * (double)height / DesignArea);

    private static byte[] RenderSvg(Chart chart, int width, int height, ChartTheme theme)
    {
        double scale = Scale(width, height);
        XElement root = DrawSvg(chart, width / scale, height / scale, theme);
        root.SetAttributeValue("width", width);
        root.SetAttributeValue("height", height);
        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (XmlWriter writer = XmlWriter.Create(stream, settings)) root.Save(writer);
        return stream.ToArray();
    }

    /// <summary>Draws a chart as the element of an SVG picture, with a view box and without a size in pixels.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">The width in layout units, in which text is 11 to 14 high.</param>
    /// <param name="height">The height in layout units.</param>
    /// <param name="theme">The colors.</param>
    /// <returns>The element, with a title for screen readers.</returns>
    internal static XElement DrawSvg(Chart chart, double width, double height, ChartTheme theme)
    {
        OxyPlot.SvgExporter exporter = new()
        {
            Width = width,
            Height = height,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = new TextWidths(),
        };
        PlotModel model = ChartModel.Of(chart, SvgFonts, dashUnit: ChartModel.LineWidth, theme, width, height);
        XElement root = XDocument.Parse(exporter.ExportToString(model)).Root!;
        root.Remove();
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0.####} {height:0.####}"));
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(root.Name.Namespace + "title", Description(chart)));
        // The exporter takes the lower edge of a line of text for its baseline, which would cut off descenders in
        // legends.
        foreach (XElement text in root.Descendants(root.Name.Namespace + "text"))
            text.SetAttributeValue("dy", "-0.2em");

        // The pixels of images are enlarged as squares, as in the other formats.
        foreach (XElement image in root.Descendants(root.Name.Namespace + "image"))
            image.SetAttributeValue("style", "image-rendering: pixelated");
        return root;
    }

    /// <summary>Returns the description for screen readers.</summary>
    private static string Description(Chart chart)
    {
        string names = string.Join("; ", chart.Series.Select(s => s.Name).Where(n => n.Length > 0));
        return chart.Title + (names.Length > 0 ? $": {names}" : "");
    }

    private static byte[] Render(
        Chart chart, int width, int height, ChartTheme theme, bool pdf, Action<string>? warn)
    {
        try
        {
            double scale = Scale(width, height);
            string font = ChartFont.For(chart, out string missing);
            if (missing.Length > 0)
                warn?.Invoke($"No font on this machine has {missing}; the picture shows boxes in their place. Install "
                    + "one, or write an .svg, whose viewer chooses the fonts.");
            using MemoryStream stream = new();
            if (pdf)
            {
                OxyPlot.SkiaSharp.PdfExporter document = new()
                {
                    Width = (float)(width / scale),
                    Height = (float)(height / scale),
                    UseTextShaping = false,
                };
                document.Export(ChartModel.Of(chart, font, dashUnit: 1, theme, width / scale, height / scale), stream);
                return stream.ToArray();
            }

            PngExporter exporter = new()
            {
                Width = width,
                Height = height,
                Dpi = (float)(96 * scale),
                // Text shaping is for complex scripts and would need another native library.
                UseTextShaping = false,
            };
            // The exporter applies the scale to dash lengths twice.
            exporter.Export(ChartModel.Of(chart, font, dashUnit: 1 / scale, theme, width / scale, height / scale), stream);
            return stream.ToArray();
        }
        catch (Exception cause) when (cause is DllNotFoundException || cause.InnerException is DllNotFoundException)
        {
            throw PngUnavailable("PNG and PDF pictures need", "write an .svg instead.", cause);
        }
    }

    /// <summary>Creates the error that this system lacks the native library for pictures of pixels.</summary>
    /// <param name="need">The beginning of the sentence: what needs it.</param>
    /// <param name="advice">Its end: what to do.</param>
    /// <param name="cause">The error of the loader.</param>
    internal static SwishException PngUnavailable(string need, string advice, Exception cause) => new(
        "PngUnavailable", ErrorKind.ResourceUnavailable,
        $"{need} a native library that is not available for this system; {advice}", innerException: cause);
}
