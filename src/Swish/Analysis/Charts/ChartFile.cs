using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.SkiaSharp;

namespace Swish.Analysis.Charts;

/// <summary>Writes a chart as a picture: SVG, PNG or PDF, by the file's ending.</summary>
public static class ChartFile
{
    /// <summary>A picture's usual width, in pixels.</summary>
    public const int DefaultWidth = 1440;

    /// <summary>A picture's usual height, in pixels.</summary>
    public const int DefaultHeight = 960;

    /// <summary>The smallest width and height, in pixels.</summary>
    public const int Smallest = 100;

    /// <summary>The largest width and height, in pixels.</summary>
    public const int Largest = 10_000;

    private enum Format
    {
        Svg,
        Png,
        Pdf,
    }

    // The area for which fonts and lines are sized; a larger picture is this one enlarged, whatever its proportions.
    private const double DesignArea = 720.0 * 480.0;

    // A viewer takes the first that it has.
    private const string SvgFonts = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

    /// <summary>Rejects a path that is no picture's, or that exists.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The path is none (InvalidPath), its ending is another (UnknownPictureFormat), it is a folder's (PathNotFile),
    /// the file exists (FileExists), or its folder does not (PathNotFound).
    /// </exception>
    public static void Check(string path, bool overwrite)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                "A path has no NUL character in it; give another.", path);
        _ = FormatOf(path);
        if (Directory.Exists(path))
            throw new SwishException("PathNotFile", ErrorKind.InvalidArgument,
                $"'{path}' is a folder; give the path of a file in it.", path);
        if (!overwrite && File.Exists(path))
            throw new SwishException("FileExists", ErrorKind.ResourceExists,
                $"'{path}' exists; choose another path, or overwrite it with -Force.", path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new SwishException("PathNotFound", ErrorKind.NotFound,
                $"There is no folder '{folder}' to write '{Path.GetFileName(path)}' into.", path);
    }

    /// <summary>Writes the picture. The file appears whole or not at all.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="path">The full path, ending in .svg, .png or .pdf.</param>
    /// <param name="width">In pixels, from <see cref="Smallest"/> to <see cref="Largest"/>.</param>
    /// <param name="height">In pixels, from <see cref="Smallest"/> to <see cref="Largest"/>.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <param name="theme">The colors.</param>
    /// <param name="warn">Told about characters that no font on this machine has; null: nobody.</param>
    /// <exception cref="SwishException">
    /// As of <see cref="Check"/>; the size is none (InvalidPictureSize); the file cannot be written (CannotWriteFile);
    /// no PNG or PDF can be made on this machine (PngUnavailable).
    /// </exception>
    public static void Write(
        Chart chart, string path, int width, int height, bool overwrite, ChartTheme theme = ChartTheme.Light,
        Action<string>? warn = null)
    {
        Check(path, overwrite);
        foreach (int size in new[] { width, height })
            if (size is < Smallest or > Largest)
                throw new SwishException("InvalidPictureSize", ErrorKind.InvalidArgument,
                    $"A picture is {Smallest} to {Largest} pixels wide and high, not {size}.", size);

        byte[] picture = FormatOf(path) switch
        {
            Format.Svg => Svg(chart, width, height, theme),
            Format.Pdf => Drawn(chart, width, height, theme, pdf: true, warn),
            _ => Drawn(chart, width, height, theme, pdf: false, warn),
        };
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(unfinished, picture);
            File.Move(unfinished, path, overwrite);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(unfinished);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                // Nothing was written where nothing can be written; the first cause is the one to tell.
            }
            throw new SwishException("CannotWriteFile", ErrorKind.ResourceUnavailable,
                $"'{path}' cannot be written: {cause.Message}", path, cause);
        }
    }

    private static Format FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => Format.Svg,
        ".PNG" => Format.Png,
        ".PDF" => Format.Pdf,
        _ => throw new SwishException("UnknownPictureFormat", ErrorKind.InvalidArgument,
            $"'{Path.GetFileName(path)}' names no kind of picture; end it in .svg, .png or .pdf.", path),
    };

    private static double Scale(int width, int height) => Math.Sqrt(width * (double)height / DesignArea);

    private static byte[] Svg(Chart chart, int width, int height, ChartTheme theme)
    {
        double scale = Scale(width, height);
        OxyPlot.SvgExporter exporter = new()
        {
            Width = width / scale,
            Height = height / scale,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = new TextWidths(),
        };
        PlotModel model = ChartModel.Of(
            chart, SvgFonts, dashUnit: ChartModel.LineWidth, theme, width / scale);
        XDocument document = XDocument.Parse(exporter.ExportToString(model));
        document.DocumentType?.Remove();
        XElement root = document.Root!;
        root.SetAttributeValue("viewBox", string.Create(
            CultureInfo.InvariantCulture, $"0 0 {width / scale:0.####} {height / scale:0.####}"));
        root.SetAttributeValue("width", width);
        root.SetAttributeValue("height", height);
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(root.Name.Namespace + "title", Description(chart)));
        // The exporter takes a line's lower edge for its baseline, so that what hangs below was cut off in legends.
        foreach (XElement text in root.Descendants(root.Name.Namespace + "text"))
            text.SetAttributeValue("dy", "-0.2em");

        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (XmlWriter writer = XmlWriter.Create(stream, settings)) document.Save(writer);
        return stream.ToArray();
    }

    /// <summary>What is read aloud to who cannot see the picture.</summary>
    private static string Description(Chart chart)
    {
        string names = string.Join("; ", chart.Series.Select(s => s.Name).Where(n => n.Length > 0));
        return chart.Title + (names.Length > 0 ? $": {names}" : "");
    }

    private static byte[] Drawn(
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
                document.Export(ChartModel.Of(chart, font, dashUnit: 1, theme, width / scale), stream);
                return stream.ToArray();
            }

            PngExporter exporter = new()
            {
                Width = width,
                Height = height,
                Dpi = (float)(96 * scale),
                // Shaping is for scripts that no label here is written in, and would need another native library.
                UseTextShaping = false,
            };
            // Dashes come out longer by the scale once more than lines do.
            exporter.Export(ChartModel.Of(chart, font, dashUnit: 1 / scale, theme, width / scale), stream);
            return stream.ToArray();
        }
        catch (Exception cause) when (cause is DllNotFoundException || cause.InnerException is DllNotFoundException)
        {
            throw new SwishException("PngUnavailable", ErrorKind.ResourceUnavailable,
                "PNG and PDF pictures need a native library that is not there for this system; write an .svg instead.",
                innerException: cause);
        }
    }
}
