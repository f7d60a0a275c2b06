using Swish.Data;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>Makes batches of images into a network's input. One instance serves one run at a time.</summary>
internal sealed class InputBatch
{
    // A shuffled epoch finds each image in memory, not in a cache: so many are asked for before they are needed.
    private const int Ahead = 4;

    private readonly PanelBuffer _dense;
    private readonly SparseRows? _sparse;
    private readonly float[] _pixelValues;
    private readonly byte[] _labels;
    private readonly int _pixels;
    private int _rows;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">The largest batch.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="pixelValues">What each of the 256 values of a pixel is to the network.</param>
    /// <param name="skipZeros">Whether zeros are skipped; the value of 0 must then be 0.</param>
    public InputBatch(int capacity, int pixels, float[] pixelValues, bool skipZeros)
    {
        _pixels = pixels;
        _pixelValues = pixelValues;
        _labels = new byte[capacity];
        _sparse = skipZeros ? new(capacity, pixels) : null;
        _dense = new(skipZeros ? 0 : Panel.Length(capacity, pixels));
    }

    /// <summary>The batch's labels.</summary>
    public ReadOnlySpan<byte> Labels => _labels.AsSpan(0, _rows);

    /// <summary>Reads images by their indices.</summary>
    /// <param name="images">Where they are.</param>
    /// <param name="indices">Which of them, in the batch's order.</param>
    /// <param name="forTraining">Whether the weights' gradient is wanted too.</param>
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
