using System.Globalization;
using StbImageSharp;
using Swish.Kernels.Images;

namespace Swish.Data.Images;

/// <summary>
/// Decodes image files (PNG, JPEG, BMP) in managed code, so that pixels are the same on every system.
/// </summary>
public static class ImageFile
{
    /// <summary>The largest width or height of an image in pixels.</summary>
    public const int MaxSide = 1 << 15;

    /// <summary>The largest number of pixels of an image.</summary>
    public const int MaxPixels = 1 << 25;

    // The number of pixels that a byte of a file can contain: deflate expands 1032 times, and a PNG can have one bit per
    // pixel. A JPEG has at least one bit for each block of 8 × 8 pixels, and a BMP one for each pixel.
    private const int MaxPixelsPerByte = 1032 * 8, MaxJpegPixelsPerByte = 8 * 64, MaxBmpPixelsPerByte = 8;

    // The pixels before and after each step of the decoder, with up to four channels and 16 bits.
    private const int BytesPerPixel = 16;

    // What a decoder of JPEG would take for pixels that a file does not have.
    private static readonly byte[] JpegFiller = [.. Enumerable.Repeat((byte)0x5A, 64), 0xFF, 0xD9];

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>Returns whether a file has the extension of an image: .png, .jpg, .jpeg or .bmp.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>True if it has.</returns>
    public static bool HasImageExtension(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads and decodes an image.</summary>
    /// <param name="path">The path of the file; its content decides the format, not its name.</param>
    /// <returns>The image, with one channel (gray) or three (red, green, blue). Transparency is ignored.</returns>
    /// <exception cref="SwishException">The file cannot be read (ImageUnreadable), is not an image, or is damaged
    /// (ImageInvalid), is too large (ImageTooLarge), or takes more memory to decode than there is (MemoryUnavailable). The
    /// message names the file.</exception>
    public static DecodedImage Read(string path)
    {
        using MemoryBudget memory = CreateBudget();
        return Read(path, memory, CancellationToken.None);
    }

    /// <summary>
    /// Creates the memory for decoding several images at once: the decoder takes it from the system, where no limit of .NET
    /// applies.
    /// </summary>
    /// <returns>Three quarters of the memory that .NET may use.</returns>
    internal static MemoryBudget CreateBudget() => new(MemoryBudget.NativeBytes);

    /// <summary>Reads and decodes an image as soon as there is memory for it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="memory">The memory for images that are decoded at the same time.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <returns>The image.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Read(string)"/>.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    internal static DecodedImage Read(string path, MemoryBudget memory, CancellationToken stop)
    {
        byte[] content;
        try
        {
            using FileStream file = new(
                RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > Array.MaxLength) throw TooLarge(path, $"has {file.Length} bytes");
            content = GC.AllocateUninitializedArray<byte>((int)file.Length);
            file.ReadExactly(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SwishException("ImageUnreadable", ErrorKind.ResourceUnavailable,
                $"Cannot read '{path}': {e.Message}", path, e);
        }
        return Decode(content, path, memory, stop);
    }

    /// <summary>Decodes an image.</summary>
    /// <param name="content">The content of a file.</param>
    /// <param name="path">The path of the file, for messages.</param>
    /// <returns>The image.</returns>
    /// <exception cref="SwishException">The content is not an image (ImageInvalid), or is too large
    /// (ImageTooLarge) or takes more memory to decode than there is (MemoryUnavailable).</exception>
    public static DecodedImage Decode(byte[] content, string path)
    {
        using MemoryBudget memory = CreateBudget();
        return Decode(content, path, memory, CancellationToken.None);
    }

    private static DecodedImage Decode(byte[] content, string path, MemoryBudget memory, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        double bytes = 0;
        try
        {
            content = BmpLayout.WithoutGap(content);
            using GuardedStream stream = new(content);
            if (!IsKnown(content) || ReadInfo(content, stream) is not ImageInfo info || info.Width < 1 || info.Height < 1)
                throw Invalid(path, "it does not begin like one", null);
            long pixels = (long)info.Width * info.Height;
            if (info.Width > MaxSide || info.Height > MaxSide || pixels > MaxPixels
                || pixels > PixelsPerByte(content) * (long)content.Length)
                throw TooLarge(path, $"declares {info.Width} × {info.Height} pixels");
            double needed = (double)pixels * BytesPerPixel;
            if (needed > MemoryBudget.NativeBytes) throw TooMuch(path, info, needed);
            if (!memory.Reserve(needed, stop)) throw new OperationCanceledException(stop);
            bytes = needed;
            ColorComponents kept = info.ColorComponents is ColorComponents.Grey or ColorComponents.GreyAlpha
                ? ColorComponents.Grey
                : ColorComponents.RedGreenBlue;
            if (PngData.IsPng(content) && !PngData.Fits(content, info))
                throw TooLarge(path, $"has more data than its {info.Width} × {info.Height} pixels");
            stream.Position = 0;
            stream.IsTooShort = false;
            ImageResult image = ImageResult.FromStream(stream, kept);
            if (stream.IsTooShort && !IsWholeJpeg(content, image, kept)) throw Invalid(path, "it is cut off", null);
            if (IsJpeg(content) && JpegHeader.Read(content) is { HasHalfColumns: true })
            {
                using GuardedStream again = new(content);
                JpegChroma.CorrectLastColumn(again, image.Data);
            }
            return new(image.Height, image.Width, (int)kept, image.Data);
        }
        // The decoder reports damage as whatever it ran into.
        catch (Exception e) when (e is not (SwishException or OutOfMemoryException or OperationCanceledException))
        {
            throw Invalid(path, PrintableText.EscapeName(e.Message.Split('\n', 2)[0]).TrimEnd('.'), e);
        }
        finally
        {
            if (bytes > 0) memory.Release(bytes);
        }
    }

    private static ImageInfo? ReadInfo(ReadOnlySpan<byte> content, GuardedStream stream)
    {
        if (IsJpeg(content) && JpegHeader.Read(content) is JpegHeader header)
            return new()
            {
                Width = header.Width,
                Height = header.Height,
                ColorComponents = header.IsGray ? ColorComponents.Grey : ColorComponents.RedGreenBlue,
            };
        if (ImageInfo.FromStream(stream) is not ImageInfo info) return null;
        // A BMP whose first row is the top one has a negative height.
        if (BmpLayout.IsBmp(content)) info.Height = Math.Abs(info.Height);
        return info;
    }

    /// <summary>Returns whether a file begins like PNG, JPEG or BMP. The decoder knows other formats too, which are not
    /// tested here.</summary>
    private static bool IsKnown(ReadOnlySpan<byte> content) =>
        PngData.IsPng(content)
        || IsJpeg(content) || BmpLayout.IsBmp(content);

    /// <summary>
    /// Determines whether a JPEG lacks nothing but the mark at its end, which some cameras do not write: then what follows
    /// changes no pixel.
    /// </summary>
    private static bool IsWholeJpeg(byte[] content, ImageResult image, ColorComponents kept)
    {
        if (!IsJpeg(content)) return false;
        using GuardedStream stream = new([.. content, .. JpegFiller]);
        return ImageResult.FromStream(stream, kept).Data.AsSpan().SequenceEqual(image.Data);
    }

    private static int PixelsPerByte(ReadOnlySpan<byte> content) =>
        IsJpeg(content) ? MaxJpegPixelsPerByte : BmpLayout.IsBmp(content) ? MaxBmpPixelsPerByte : MaxPixelsPerByte;

    private static bool IsJpeg(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static SwishException Invalid(string path, string reason, Exception? cause) =>
        new("ImageInvalid", ErrorKind.InvalidData,
            $"'{path}' is not a PNG, JPEG or BMP image that can be decoded: {reason}. Remove the file, or save the "
            + "image again.", path, cause);

    private static SwishException TooMuch(string path, ImageInfo info, double bytes) =>
        new("MemoryUnavailable", ErrorKind.ResourceUnavailable, string.Create(CultureInfo.InvariantCulture,
            $"'{path}' has {info.Width} × {info.Height} pixels, which take about {bytes / (1 << 20):0} MiB to decode, and ")
            + string.Create(CultureInfo.InvariantCulture, $"{MemoryBudget.NativeBytes / (1 << 20):0} MiB are available. ")
            + "Save the image smaller, or raise the limit of the container.", path);

    private static SwishException TooLarge(string path, string what) =>
        new("ImageTooLarge", ErrorKind.LimitExceeded,
            $"'{path}' {what}; an image has at most {MaxSide} in a row or column, {MaxPixels} in all, and as many as a "
            + "file of its length can hold.", path);
}
