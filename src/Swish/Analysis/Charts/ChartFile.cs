using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace Swish.Analysis.Charts;

/// <summary>Writes a chart as a picture: SVG or PNG, by the file's ending.</summary>
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

    // The area for which fonts and lines are sized; a larger picture is this one enlarged, whatever its proportions.
    private const double DesignArea = 720.0 * 480.0;

    // A viewer takes the first that it has.
    private const string SvgFonts = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";
    private static readonly IReadOnlyList<string> PngFonts =
        ["Helvetica", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Segoe UI", "Open Sans"];

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
        _ = IsSvg(path);
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
    /// <param name="path">The full path, ending in .svg or .png.</param>
    /// <param name="width">In pixels, from <see cref="Smallest"/> to <see cref="Largest"/>.</param>
    /// <param name="height">In pixels, from <see cref="Smallest"/> to <see cref="Largest"/>.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// As of <see cref="Check"/>; the size is none (InvalidPictureSize); the file cannot be written (CannotWriteFile);
    /// no PNG can be made on this machine (PngUnavailable).
    /// </exception>
    public static void Write(Chart chart, string path, int width, int height, bool overwrite)
    {
        Check(path, overwrite);
        foreach (int size in new[] { width, height })
            if (size is < Smallest or > Largest)
                throw new SwishException("InvalidPictureSize", ErrorKind.InvalidArgument,
                    $"A picture is {Smallest} to {Largest} pixels wide and high, not {size}.", size);

        byte[] picture = IsSvg(path) ? Svg(chart, width, height) : Png(chart, width, height);
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

    private static bool IsSvg(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => true,
        ".PNG" => false,
        _ => throw new SwishException("UnknownPictureFormat", ErrorKind.InvalidArgument,
            $"'{Path.GetFileName(path)}' does not say which picture to make; end its name in .svg or .png.", path),
    };

    private static double Scale(int width, int height) => Math.Sqrt(width * (double)height / DesignArea);

    private static byte[] Svg(Chart chart, int width, int height)
    {
        double scale = Scale(width, height);
        OxyPlot.SvgExporter exporter = new()
        {
            Width = width / scale,
            Height = height / scale,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = new TextWidths(),
        };
        PlotModel model = ChartModel.Of(chart, SvgFonts, dashUnit: ChartModel.LineWidth);
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

    private static byte[] Png(Chart chart, int width, int height)
    {
        try
        {
            double scale = Scale(width, height);
            using MemoryStream stream = new();
            PngExporter exporter = new()
            {
                Width = width,
                Height = height,
                Dpi = (float)(96 * scale),
                // Shaping is for scripts that no label here is written in, and would need another native library.
                UseTextShaping = false,
            };
            // Dashes come out longer by the scale once more than lines do.
            exporter.Export(ChartModel.Of(chart, InstalledFont(), dashUnit: 1 / scale), stream);
            return stream.ToArray();
        }
        catch (Exception cause) when (cause is DllNotFoundException || cause.InnerException is DllNotFoundException)
        {
            throw new SwishException("PngUnavailable", ErrorKind.ResourceUnavailable,
                "PNG pictures need a native library that is not there for this system; write an .svg instead.",
                innerException: cause);
        }
    }

    private static string InstalledFont()
    {
        string[] installed = [.. SKFontManager.Default.FontFamilies];
        return PngFonts.FirstOrDefault(f => installed.Contains(f, StringComparer.OrdinalIgnoreCase))
            ?? installed.FirstOrDefault(f => f.Contains("Sans", StringComparison.OrdinalIgnoreCase))
            ?? installed.FirstOrDefault()
            ?? throw new SwishException("PngUnavailable", ErrorKind.ResourceUnavailable,
                "There is no font on this machine to write a PNG's labels in; install one, or write an .svg instead.");
    }
}
