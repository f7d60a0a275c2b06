namespace Swish.Data;

/// <summary>Images of one size, as bytes, and a label for each.</summary>
public sealed class LabeledImages
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <summary>Wraps pixels and labels; both are kept, not copied.</summary>
    /// <param name="pixels">All images' pixels, image after image.</param>
    /// <param name="labels">A label for each image.</param>
    /// <param name="pixelCount">Pixels of one image.</param>
    public LabeledImages(byte[] pixels, byte[] labels, int pixelCount)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.Length != (long)labels.Length * pixelCount)
            throw new ArgumentException("There must be as many images as labels.", nameof(pixels));
        _pixels = pixels;
        _labels = labels;
        PixelCount = pixelCount;
    }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Pixels of one image.</summary>
    public int PixelCount { get; }

    /// <summary>All images' pixels, image after image, 0 to 255.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>A label for each image.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>Gets the largest class's share of the images, 0 to 1; 0 where there are none.</summary>
    public double LargestClassShare
    {
        get
        {
            Span<int> counts = stackalloc int[256];
            int largest = 0;
            foreach (byte label in _labels) largest = Math.Max(largest, ++counts[label]);
            return _labels.Length == 0 ? 0 : (double)largest / _labels.Length;
        }
    }

    /// <summary>One image's pixels.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Image(int index) => _pixels.AsSpan(index * PixelCount, PixelCount);
}
