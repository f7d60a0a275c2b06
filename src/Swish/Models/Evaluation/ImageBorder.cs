using Swish.Data;

namespace Swish.Models.Evaluation;

/// <summary>
/// Compares the border of images with that of the training images, to notice pictures that are inverted: dark digits on
/// white paper for a network that was trained on bright digits on black.
/// </summary>
internal static class ImageBorder
{
    private const int SampleCount = 1000;

    // An image is only told inverted if it would be nearer to the training images by this much.
    private const double Margin = 64;

    /// <summary>Computes the mean brightness at the border of the training images.</summary>
    /// <param name="dataset">The data set, of which the first 1,000 training images are examined.</param>
    /// <returns>The brightness, 0 to 255; NaN if the examples are not images of bytes.</returns>
    public static double MeanBrightness(Dataset dataset)
    {
        if (!dataset.Shape.IsImage || !dataset.Training.HasBytes) return double.NaN;
        int count = Math.Min(SampleCount, dataset.Training.Count);
        double sum = 0;
        for (int i = 0; i < count; i++) sum += Brightness(dataset.Training.ByteRow(i), dataset.Shape);
        return sum / count;
    }

    /// <summary>Determines whether an image looks inverted.</summary>
    /// <param name="pixels">The pixels, [channels, rows, columns].</param>
    /// <param name="shape">The shape of the image.</param>
    /// <param name="background">The brightness of the training images; NaN if it is not known.</param>
    /// <returns>True if the border of the inverted image is much nearer to that of the training images.</returns>
    public static bool LooksInverted(ReadOnlySpan<byte> pixels, ExampleShape shape, double background)
    {
        double brightness = Brightness(pixels, shape);
        return Math.Abs(byte.MaxValue - brightness - background) + Margin < Math.Abs(brightness - background);
    }

    private static double Brightness(ReadOnlySpan<byte> pixels, ExampleShape shape)
    {
        long sum = 0, count = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            int column = i % shape.Columns, row = i / shape.Columns % shape.Rows;
            if (column > 0 && column < shape.Columns - 1 && row > 0 && row < shape.Rows - 1) continue;
            sum += pixels[i];
            count++;
        }
        return (double)sum / count;
    }
}
