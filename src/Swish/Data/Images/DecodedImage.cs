using System.Diagnostics.CodeAnalysis;

namespace Swish.Data.Images;

/// <summary>Represents a decoded image.</summary>
public sealed class DecodedImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="rows">The height in pixels, 1 or more.</param>
    /// <param name="columns">The width in pixels, 1 or more.</param>
    /// <param name="channels">The number of channels: 1 or 3.</param>
    /// <param name="pixels">The pixels, <c>[rows, columns, channels]</c>, rows from the top.</param>
    /// <exception cref="ArgumentException">The number of pixels is wrong.</exception>
    public DecodedImage(int rows, int columns, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)rows * columns * channels)
            throw new ArgumentException("The sizes do not agree.", nameof(pixels));
        Rows = rows;
        Columns = columns;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Gets the height in pixels.</summary>
    public int Rows { get; }

    /// <summary>Gets the width in pixels.</summary>
    public int Columns { get; }

    /// <summary>Gets the number of channels: 1 for gray, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>Gets the pixels, <c>[rows, columns, channels]</c>, rows from the top.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "Megabytes.")]
    public byte[] Pixels { get; }

    /// <summary>Gets whether any pixel is not gray.</summary>
    public bool HasColor
    {
        get
        {
            for (int i = 0; Channels > 1 && i < Pixels.Length; i += Channels)
                if (Pixels[i] != Pixels[i + 1] || Pixels[i] != Pixels[i + 2])
                    return true;
            return false;
        }
    }

    /// <summary>Writes the image as the input of a network, channel after channel.</summary>
    /// <param name="rows">The height that it must have; another height is resized.</param>
    /// <param name="columns">The width that it must have.</param>
    /// <param name="channels">1 for gray, 3 for red, green and blue.</param>
    /// <param name="target">Receives the pixels, <c>[channels, rows, columns]</c>.</param>
    public void WriteTo(int rows, int columns, int channels, Span<byte> target)
    {
        DecodedImage image = ImageResizer.Fit(this, rows, columns);
        int plane = rows * columns;
        if (channels == 3 && image.Channels == 3)
        {
            WriteColors(image.Pixels, target[..plane], target.Slice(plane, plane), target.Slice(2 * plane, plane));
            return;
        }
        for (int i = 0; i < plane; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(i * image.Channels, image.Channels);
            if (channels == 1) target[i] = pixel.Length == 1 ? pixel[0] : Gray(pixel);
            else
                for (int c = 0; c < channels; c++) target[(c * plane) + i] = pixel[pixel.Length == 1 ? 0 : c];
        }
    }

    private static void WriteColors(ReadOnlySpan<byte> pixels, Span<byte> red, Span<byte> green, Span<byte> blue)
    {
        for (int i = 0; i < red.Length; i++)
        {
            ReadOnlySpan<byte> pixel = pixels.Slice(3 * i, 3);
            red[i] = pixel[0];
            green[i] = pixel[1];
            blue[i] = pixel[2];
        }
    }

    /// <summary>Returns the luma of Rec. 601, 0.299 R + 0.587 G + 0.114 B, in integers as Pillow computes it.</summary>
    private static byte Gray(ReadOnlySpan<byte> pixel) =>
        (byte)(((pixel[0] * 19595) + (pixel[1] * 38470) + (pixel[2] * 7471) + 0x8000) >> 16);
}
