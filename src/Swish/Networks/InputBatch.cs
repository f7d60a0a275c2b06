using Swish.Data;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Makes batches of images into a network's input, [batch, pixels]. One instance serves one run at a time.
/// </summary>
internal sealed class InputBatch
{
    // In a shuffled epoch an image is in memory, not in a cache: so many images ahead are prefetched.
    private const int Ahead = 4;

    private readonly PanelBuffer _dense;
    private readonly SparseRows? _sparse;
    private readonly float[] _pixelValues;
    private readonly byte[] _labels;
    private readonly int _pixels;
    private int _rows;

    /// <summary>Allocates the input.</summary>
    /// <param name="capacity">The largest batch.</param>
    /// <param name="pixels">Pixels of an image: features of an example.</param>
    /// <param name="pixelValues">The network's input for each of the 256 values of a pixel, [256].</param>
    /// <param name="skipZeros">Whether zeros are skipped; the value of 0 must then be 0.</param>
    public InputBatch(int capacity, int pixels, float[] pixelValues, bool skipZeros)
    {
        _pixels = pixels;
        _pixelValues = pixelValues;
        _labels = new byte[capacity];
        _sparse = skipZeros ? new(capacity, pixels) : null;
        _dense = new(skipZeros ? 0 : Panel.Length(capacity, pixels));
    }

    /// <summary>Returns the floats that an input takes at most, to size a run.</summary>
    /// <param name="capacity">The largest batch.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <remarks>Where zeros are skipped, the other pixels are kept twice, with their places.</remarks>
    public static double MaxLength(int capacity, int pixels) => 2.0 * TensorAllocator.MatrixLength(capacity, pixels);

    /// <summary>The labels of the batch that was loaded last, [batch].</summary>
    public ReadOnlySpan<byte> Labels => _labels.AsSpan(0, _rows);

    /// <summary>Loads images by their indices, over those that were loaded before.</summary>
    /// <param name="images">The set.</param>
    /// <param name="indices">Which images, in the order of the batch, [batch].</param>
    /// <param name="forTraining">Whether gradients of weights will be computed from the input.</param>
    /// <returns>The input, [batch, pixels]; valid until the next call.</returns>
    public LayerInput Load(LabeledImages images, ReadOnlySpan<int> indices, bool forTraining)
    {
        _rows = indices.Length;
        for (int row = 0; row < _rows; row++) _labels[row] = images.Labels[indices[row]];
        if (_sparse is null) return LoadDense(images, indices);
        _sparse.Clear();
        for (int row = 0; row < _rows; row++)
        {
            if (row + Ahead < _rows) WeightPrefetcher.Fetch(images.Image(indices[row + Ahead]));
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
            if (row + Ahead < _rows) WeightPrefetcher.Fetch(images.Image(indices[row + Ahead]));
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
