using SkiaSharp;
using Swish.Data;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Charts;

/// <summary>
/// Writes an example that is an image as a PNG file with the same pixels, and without a title, a frame or a label.
/// </summary>
public static class ExamplePicture
{
    /// <summary>The maximum number of pixels of the file on a side of one pixel of the image.</summary>
    public const int MaxScale = 64;

    /// <summary>Checks the path of a picture, before the image is made.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The path does not end in .png (UnknownPictureFormat), is not valid (InvalidPath) or is a folder (PathNotFile), the
    /// file exists and must not be overwritten (FileExists), or its folder does not exist (PathNotFound).
    /// </exception>
    public static void Check(string path, bool overwrite)
    {
        OutputFile.RequireValid(path);
        if (!Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new SwishException("UnknownPictureFormat", ErrorKind.InvalidArgument,
                $"'{Path.GetFileName(path)}' does not end in .png, the format in which images keep their pixels.", path);
        OutputFile.Check(path, overwrite);
    }

    /// <summary>Writes an image. The file is written completely or not at all.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The full path, ending in .png.</param>
    /// <param name="scale">
    /// The number of pixels of the file on a side of one pixel of the image, 1 to <see cref="MaxScale"/>.
    /// </param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The errors of <see cref="Check"/>; the picture would be too large (InvalidPictureSize); the file cannot be written
    /// (CannotWriteFile); PNG is not available on this machine (PngUnavailable).
    /// </exception>
    public static void Write(ExampleImage image, string path, int scale, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, MaxScale);
        Check(path, overwrite);
        OutputFile.Write(path, Encode(image, scale), overwrite);
    }

    /// <summary>Encodes an image: gray with one channel or two, and otherwise the first three as colors.</summary>
    private static byte[] Encode(ExampleImage image, int scale)
    {
        ExampleShape shape = image.Shape;
        int rows = shape.Rows * scale, columns = shape.Columns * scale;
        if (rows > ChartFile.MaxSize || columns > ChartFile.MaxSize)
            throw new SwishException("InvalidPictureSize", ErrorKind.InvalidArgument,
                $"A picture is at most {ChartFile.MaxSize} pixels wide and high, not {Math.Max(rows, columns)}; specify a "
                + "smaller -Scale.", scale);
        byte[] source = image.GetPixels();
        bool isGray = shape.Channels < 3;
        int size = shape.Rows * shape.Columns, bytes = isGray ? 1 : 4;
        byte[] pixels = new byte[rows * columns * bytes];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                int from = row / scale * shape.Columns + column / scale, to = (row * columns + column) * bytes;
                if (isGray) pixels[to] = source[from];
                else
                {
                    for (int channel = 0; channel < 3; channel++) pixels[to + channel] = source[channel * size + from];
                    pixels[to + 3] = byte.MaxValue;
                }
            }
        try
        {
            SKImageInfo info = new(
                columns, rows, isGray ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
            using SKImage picture = SKImage.FromPixelCopy(info, pixels);
            using SKData data = picture.Encode(SKEncodedImageFormat.Png, 100);
            return data.ToArray();
        }
        catch (Exception cause) when (cause is DllNotFoundException || cause.InnerException is DllNotFoundException)
        {
            throw ChartFile.PngUnavailable(
                "PNG pictures need", "Export-SwishPlot draws images as .svg without it.", cause);
        }
    }
}
