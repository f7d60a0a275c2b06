using Swish.Data;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Converts batches of images to the input of a network, [batch, pixels]. Instances are not thread-safe.
/// </summary>
internal sealed class InputBatch
{
    // In a shuffled epoch the next image is usually not in a cache, so it is prefetched this many images ahead.
    private const int PrefetchDistance = 4;

    // With a smaller fraction of zeros, the dense product is faster according to the LibTorchComparison benchmark.
    private const double MinSparsity = 0.6;

    private const int SampleCount = 1000;

    private readonly PanelBuffer _dense;
    private readonly SparseRows? _sparse;
    private readonly float[] _pixelValues;
    private readonly byte[] _labels;
    private readonly int _pixels;
    private int _rows;

    /// <summary>Allocates the input.</summary>
    /// <param name="capacity">The maximum batch size.</param>
    /// <param name="pixels">The number of pixels of an image, which are the features of an example.</param>
    /// <param name="pixelValues">The input of the network for each of the 256 pixel values, [256].</param>
    /// <param name="skipZeros">Whether pixels that are zero are skipped; <c>pixelValues[0]</c> must then be 0.</param>
    public InputBatch(int capacity, int pixels, float[] pixelValues, bool skipZeros)
    {
        _pixels = pixels;
        _pixelValues = pixelValues;
        _labels = new byte[capacity];
        _sparse = skipZeros ? new(capacity, pixels) : null;
        _dense = new(skipZeros ? 0 : Panel.Length(capacity, pixels));
    }

    /// <summary>Computes the maximum memory of an input.</summary>
    /// <param name="capacity">The maximum batch size.</param>
    /// <param name="pixels">The number of pixels of an image.</param>
    /// <returns>The number of floats.</returns>
    /// <remarks>If zeros are skipped, the other pixels are stored twice, each with its index.</remarks>
    public static double MaxLength(int capacity, int pixels) => 2.0 * TensorAllocator.MatrixLength(capacity, pixels);

    /// <summary>Determines whether so many pixels are zero that skipping them is faster.</summary>
    /// <param name="images">The images, of which the first 1,000 are examined.</param>
    /// <returns>True if it is faster.</returns>
    public static bool IsSparse(LabeledImages images)
    {
        ReadOnlySpan<byte> sample = images.Pixels[..(Math.Min(SampleCount, images.Count) * images.PixelCount)];
        return sample.Count((byte)0) > MinSparsity * sample.Length;
    }

    /// <summary>Gets the labels of the last batch that was loaded, [batch].</summary>
    public ReadOnlySpan<byte> Labels => _labels.AsSpan(0, _rows);

    /// <summary>Loads a batch of images, and overwrites the previous batch.</summary>
    /// <param name="images">The images of the data set.</param>
    /// <param name="indices">The indices of the images of the batch, [batch].</param>
    /// <param name="forTraining">Whether gradients of weights will be computed from the input.</param>
    /// <returns>The input, [batch, pixels], which is valid until the next call.</returns>
    public LayerInput Load(LabeledImages images, ReadOnlySpan<int> indices, bool forTraining)
    {
        _rows = indices.Length;
        for (int row = 0; row < _rows; row++) _labels[row] = images.Labels[indices[row]];
        if (_sparse is null) return LoadDense(images, indices);
        _sparse.Clear();
        for (int row = 0; row < _rows; row++)
        {
            if (row + PrefetchDistance < _rows) WeightPrefetcher.Fetch(images.Image(indices[row + PrefetchDistance]));
            _sparse.Add(images.Image(indices[row]), _pixelValues);
        }
        if (forTraining) _sparse.SortByColumn();
        return new(_sparse);
    }

    private LayerInput LoadDense(LabeledImages images, ReadOnlySpan<int> indices)
    {
        Span<float> dense = _dense.Span;
        ReadOnlySpan<float> values = _pixelValues;
        for (int row = 0; row < indices.Length; row++)
        {
            if (row + PrefetchDistance < _rows) WeightPrefetcher.Fetch(images.Image(indices[row + PrefetchDistance]));
            ReadOnlySpan<byte> image = images.Image(indices[row]);
            for (int first = 0; first < _pixels; first += Panel.Width)
            {
                ReadOnlySpan<byte> source = image[first..Math.Min(_pixels, first + Panel.Width)];
                Span<float> target = dense.Slice(Panel.Offset(_rows, row, first), Panel.Width);
                for (int i = 0; i < source.Length; i++) target[i] = values[source[i]];
            }
        }
        return new(_dense, _rows, _pixels);
    }
}
