namespace Swish.Kernels.Convolution;

/// <summary>
/// Copies some channels of an image with zeros around it, so that a convolution needs no cases for the edges. The copy
/// stays in the L1 or L2 cache for the product that reads it.
/// </summary>
internal static class ImagePadding
{
    /// <summary>Copies an image into a frame of zeros. What lies outside of the frame is left out.</summary>
    /// <param name="image">The image, [row][column][lanes].</param>
    /// <param name="rows">The number of rows of the image.</param>
    /// <param name="columns">The number of columns of the image.</param>
    /// <param name="lanes">The number of floats of a position of the image.</param>
    /// <param name="firstChannel">The first channel to copy.</param>
    /// <param name="channels">The number of channels to copy.</param>
    /// <param name="top">The number of rows of zeros above the image.</param>
    /// <param name="left">The number of columns of zeros before the image.</param>
    /// <param name="frame">Receives the frame, [row][column][channels].</param>
    /// <param name="frameRows">The number of rows of the frame.</param>
    /// <param name="frameColumns">The number of columns of the frame.</param>
    public static void Copy(
        ReadOnlySpan<float> image, int rows, int columns, int lanes, int firstChannel, int channels, int top, int left,
        Span<float> frame, int frameRows, int frameColumns)
    {
        int rowLength = frameColumns * channels;
        int copied = Math.Min(columns, frameColumns - left);
        for (int row = 0; row < frameRows; row++)
        {
            Span<float> target = frame.Slice(row * rowLength, rowLength);
            int from = row - top;
            if (from < 0 || from >= rows)
            {
                target.Clear();
                continue;
            }
            target[..(left * channels)].Clear();
            target[((left + copied) * channels)..].Clear();
            Span<float> inner = target.Slice(left * channels, copied * channels);
            ReadOnlySpan<float> source = image.Slice(from * columns * lanes, columns * lanes);
            if (channels == lanes)
                source[..inner.Length].CopyTo(inner);
            else if (channels == 1)
                for (int i = 0; i < inner.Length; i++) inner[i] = source[i * lanes + firstChannel];
            else
                for (int column = 0; column < copied; column++)
                    source.Slice(column * lanes + firstChannel, channels)
                        .CopyTo(inner.Slice(column * channels, channels));
        }
    }
}
