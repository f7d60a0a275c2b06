namespace Swish.Data.Images;

/// <summary>
/// Resizes images with a triangle filter that covers all pixels of the source (bilinear with antialiasing, as Pillow's
/// BILINEAR), in integers, so that pixels are the same on every system.
/// </summary>
internal static class ImageResizer
{
    private const int Bits = 14;

    /// <summary>
    /// Resizes an image to a size. What does not fit the aspect ratio is cut off evenly on both sides.
    /// </summary>
    public static DecodedImage Fit(DecodedImage image, int rows, int columns)
    {
        if (image.Rows == rows && image.Columns == columns) return image;
        // The largest centered part of the image with the target's aspect ratio.
        double scale = Math.Min((double)image.Rows / rows, (double)image.Columns / columns);
        Tap[] across = Taps(image.Columns, columns, scale), down = Taps(image.Rows, rows, scale);
        int channels = image.Channels;
        // Only the rows that remain, so that there are not many more pixels than in the source and in the result.
        int top = down[0].First, height = down[^1].End - top;
        byte[] narrow = new byte[height * columns * channels], small = new byte[rows * columns * channels];
        for (int row = 0; row < height; row++)
            for (int column = 0; column < columns; column++)
                for (int c = 0; c < channels; c++)
                    narrow[(((row * columns) + column) * channels) + c] =
                        across[column].Apply(image.Pixels, ((top + row) * image.Columns * channels) + c, channels);
        for (int row = 0; row < rows; row++)
            for (int i = 0; i < columns * channels; i++)
                small[(row * columns * channels) + i] =
                    down[row].Apply(narrow, i - (top * columns * channels), columns * channels);
        return new(rows, columns, channels, small);
    }

    private static Tap[] Taps(int source, int target, double scale)
    {
        Tap[] taps = new Tap[target];
        double start = (source - (target * scale)) / 2;
        double support = Math.Max(1, scale);
        for (int i = 0; i < target; i++)
        {
            double center = start + ((i + 0.5) * scale);
            int first = Math.Max(0, (int)(center - support + 0.5));
            int end = Math.Min(source, (int)(center + support + 0.5));
            double[] weights = new double[Math.Max(1, end - first)];
            double sum = 0;
            for (int k = 0; k < weights.Length; k++)
                sum += weights[k] = Math.Max(0, 1 - (Math.Abs(first + k + 0.5 - center) / support));
            taps[i] = new(
                Math.Min(first, source - 1),
                [.. weights.Select(w => sum > 0 ? (int)((w / sum * (1 << Bits)) + 0.5) : 1 << Bits)]);
        }
        return taps;
    }

    private sealed class Tap(int first, int[] weights)
    {
        /// <summary>Gets the first pixel that the filter reads.</summary>
        public int First => first;

        /// <summary>Gets the pixel after the last one that the filter reads.</summary>
        public int End => first + weights.Length;

        public byte Apply(byte[] pixels, int start, int stride)
        {
            int sum = 1 << (Bits - 1);
            for (int k = 0; k < weights.Length; k++) sum += weights[k] * pixels[start + ((first + k) * stride)];
            return (byte)Math.Clamp(sum >> Bits, 0, 255);
        }
    }
}
