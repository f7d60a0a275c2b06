namespace Swish.Data;

/// <summary>Holds images of one size, as bytes, and a label for each image. Immutable and thread-safe.</summary>
public sealed class LabeledImages
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <summary>Wraps arrays of pixels and labels without copying them.</summary>
    /// <param name="pixels">The pixels, <c>[images, pixelCount]</c> in row-major order, 0 to 255.</param>
    /// <param name="labels">The label of each image.</param>
    /// <param name="pixelCount">The number of pixels of an image.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> does not have <paramref name="pixelCount"/> pixels
    /// for each label.</exception>
    public LabeledImages(byte[] pixels, byte[] labels, int pixelCount)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.Length != (long)labels.Length * pixelCount)
            throw new ArgumentException("The numbers of images and labels must be equal.", nameof(pixels));
        _pixels = pixels;
        _labels = labels;
        PixelCount = pixelCount;
    }

    /// <summary>Gets the number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Gets the number of pixels of an image.</summary>
    public int PixelCount { get; }

    /// <summary>Gets the pixels, <c>[images, pixelCount]</c> in row-major order, 0 to 255.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Gets the label of each image.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>Gets the largest class's share of the images, 0 to 1; 0 where there are none.</summary>
    public double MaxClassShare
    {
        get
        {
            Span<int> counts = stackalloc int[256];
            int largest = 0;
            foreach (byte label in _labels) largest = Math.Max(largest, ++counts[label]);
            return _labels.Length == 0 ? 0 : (double)largest / _labels.Length;
        }
    }

    /// <summary>Returns the pixels of an image.</summary>
    /// <param name="index">The image, 0 to <see cref="Count"/> − 1.</param>
    /// <returns><see cref="PixelCount"/> pixels, 0 to 255, rows from the top.</returns>
    public ReadOnlySpan<byte> Image(int index) => _pixels.AsSpan(index * PixelCount, PixelCount);
}
