using System.Runtime.InteropServices;
using Swish.Data;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Converts batches of examples to the input of a network, features or images. Instances are not thread-safe.
/// </summary>
internal sealed class InputBatch
{
    private const int ByteValues = 256;

    // In a shuffled epoch the next example is usually not in a cache, so it is prefetched this many examples ahead.
    private const int PrefetchDistance = 4;

    // With a smaller fraction of zeros, the dense product is faster according to the LibTorchComparison benchmark.
    private const double MinSparsity = 0.6;

    private const int SampleCount = 1000;

    private readonly PanelBuffer _dense;
    private readonly TensorShape? _images;
    private readonly SparseRows? _sparse;
    private readonly ushort[] _columns = [];
    private readonly byte[] _bytes = [];
    private readonly InputTransform _transform;
    private readonly TargetScale _targetScale;
    private float[]? _byteTable;
    private readonly ushort[] _labels;
    private readonly float[] _targets;
    private readonly int _inputs;
    private readonly CancellationToken _stop;
    private bool _hasTargets;
    private int _rows;

    /// <summary>Allocates the input.</summary>
    /// <param name="capacity">The maximum batch size.</param>
    /// <param name="transform">The scaling of the inputs.</param>
    /// <param name="skipZeros">
    /// Whether inputs that are zero are skipped; examples must then be bytes, and the transform keep 0.
    /// </param>
    /// <param name="targetScale">The scaling of numbers to predict; null for none.</param>
    /// <param name="asImages">
    /// Whether the network reads images (<see cref="Network.ReadsImages"/>), and not features.
    /// </param>
    /// <param name="stop">Cancels loading a large batch.</param>
    public InputBatch(
        int capacity, InputTransform transform, bool skipZeros, TargetScale? targetScale = null, bool asImages = false,
        CancellationToken stop = default)
    {
        _stop = stop;
        ExampleShape shape = transform.Shape;
        if (asImages) _images = new(shape.Channels, shape.Rows, shape.Columns);
        _targetScale = targetScale ?? TargetScale.None;
        _inputs = transform.Shape.InputCount;
        _transform = transform;
        _labels = new ushort[capacity];
        _targets = new float[capacity];
        if (skipZeros)
        {
            _sparse = new(capacity, _inputs);
            _columns = new ushort[_inputs];
            _bytes = new byte[_inputs];
        }
        _dense = new(
            skipZeros ? 0
            : _images is TensorShape images ? checked(capacity * images.ImageLength)
            : Panel.Length(capacity, _inputs));
    }

    /// <summary>Computes the maximum memory of an input.</summary>
    /// <param name="capacity">The maximum batch size.</param>
    /// <param name="input">The shape of the network's input.</param>
    /// <returns>The number of floats.</returns>
    /// <remarks>If zeros are skipped, the other inputs are stored twice, each with its index.</remarks>
    public static double MaxLength(int capacity, TensorShape input) => NetworkBuilder.ReadsImages(input)
        ? (double)capacity * input.ImageLength
        : 2.0 * TensorAllocator.MatrixLength(capacity, input.Features);

    /// <summary>Computes the length of the largest array of an input.</summary>
    /// <param name="capacity">The maximum batch size.</param>
    /// <param name="input">The shape of the network's input.</param>
    /// <returns>The number of floats.</returns>
    public static double MaxArrayLength(int capacity, TensorShape input) =>
        NetworkBuilder.ReadsImages(input) ? MaxLength(capacity, input) : MaxLength(capacity, input) / 2;

    /// <summary>Determines whether so many inputs are zero that skipping them is faster.</summary>
    /// <param name="examples">The examples, of which the first 1,000 are examined.</param>
    /// <returns>True if it is faster.</returns>
    public static bool IsSparse(ExampleSet examples)
    {
        if (!examples.HasBytes || examples.InputCount > CompressedRows.MaxColumns) return false;
        ReadOnlySpan<byte> sample = examples.Bytes[..(Math.Min(SampleCount, examples.Count) * examples.InputCount)];
        return sample.Count((byte)0) > MinSparsity * sample.Length;
    }

    /// <summary>Gets what should be predicted for the last batch that was loaded, [batch].</summary>
    public BatchLabels Labels =>
        _hasTargets ? new(default, _targets.AsSpan(0, _rows)) : new(_labels.AsSpan(0, _rows), default);

    /// <summary>Loads a batch of examples, and overwrites the previous batch.</summary>
    /// <param name="examples">The examples of the data set.</param>
    /// <param name="indices">The indices of the examples of the batch, [batch].</param>
    /// <param name="forTraining">Whether gradients of weights will be computed from the input.</param>
    /// <returns>The input, features or images, which is valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public LayerInput Load(ExampleSet examples, ReadOnlySpan<int> indices, bool forTraining)
    {
        _rows = indices.Length;
        _hasTargets = examples.HasTargets;
        if (_hasTargets)
            for (int row = 0; row < _rows; row++) _targets[row] = _targetScale.Scale(examples.Targets[indices[row]]);
        else
            for (int row = 0; row < _rows; row++) _labels[row] = examples.Labels[indices[row]];
        if (examples.HasBytes) _byteTable ??= _transform.ByteTable();
        if (_images is TensorShape images) return LoadImages(examples, indices, images);
        if (_sparse is null) return examples.HasBytes ? LoadBytes(examples, indices) : LoadFloats(examples, indices);
        _sparse.Clear();
        if (examples.Compressed is CompressedRows compressed) AddRows(_sparse, compressed, indices);
        else AddRows(_sparse, examples, indices);
        if (forTraining) _sparse.SortByColumn();
        return new(_sparse);
    }

    private void AddRows(SparseRows sparse, CompressedRows rows, ReadOnlySpan<int> indices)
    {
        ReadOnlySpan<float> values = _byteTable.AsSpan(0, ByteValues);
        for (int row = 0; row < indices.Length; row++)
        {
            _stop.ThrowIfCancellationRequested();
            if (row + PrefetchDistance < indices.Length)
            {
                int next = indices[row + PrefetchDistance];
                WeightPrefetcher.Fetch(MemoryMarshal.AsBytes(rows.Columns(next)));
                WeightPrefetcher.Fetch(rows.Values(next));
            }
            sparse.Add(rows.Columns(indices[row]), rows.Values(indices[row]), values);
        }
    }

    private void AddRows(SparseRows sparse, ExampleSet examples, ReadOnlySpan<int> indices)
    {
        ReadOnlySpan<float> values = _byteTable.AsSpan(0, ByteValues);
        for (int row = 0; row < indices.Length; row++)
        {
            _stop.ThrowIfCancellationRequested();
            Prefetch(examples, indices, row);
            int count = CompressedRows.Compress(examples.ByteRow(indices[row]), _columns, _bytes);
            sparse.Add(_columns.AsSpan(0, count), _bytes.AsSpan(0, count), values);
        }
    }

    private LayerInput LoadBytes(ExampleSet examples, ReadOnlySpan<int> indices)
    {
        Span<float> dense = _dense.Span;
        ReadOnlySpan<float> tables = _byteTable;
        int groupSize = _transform.GroupSize;
        for (int row = 0; row < indices.Length; row++)
        {
            _stop.ThrowIfCancellationRequested();
            Prefetch(examples, indices, row);
            ReadOnlySpan<byte> example = examples.ByteRow(indices[row]);
            int next = 0;
            for (int first = 0; first < _inputs; first = next)
            {
                // A panel, or the part of it that has the same offset and divisor.
                int group = first / groupSize;
                next = Math.Min(first - (first % Panel.Width) + Panel.Width, (group + 1) * groupSize);
                ReadOnlySpan<float> values = tables.Slice(group * ByteValues, ByteValues);
                ReadOnlySpan<byte> source = example[first..next];
                Span<float> target = dense.Slice(Panel.Offset(_rows, row, first), source.Length);
                for (int i = 0; i < source.Length; i++) target[i] = values[source[i]];
            }
        }
        return new(_dense, _rows, _inputs);
    }

    private LayerInput LoadFloats(ExampleSet examples, ReadOnlySpan<int> indices)
    {
        Span<float> dense = _dense.Span;
        for (int row = 0; row < indices.Length; row++)
        {
            _stop.ThrowIfCancellationRequested();
            ReadOnlySpan<float> example = examples.FloatRow(indices[row]);
            for (int first = 0; first < _inputs; first += Panel.Width)
            {
                ReadOnlySpan<float> source = example[first..Math.Min(_inputs, first + Panel.Width)];
                _transform.Apply(source, first, dense.Slice(Panel.Offset(_rows, row, first), source.Length));
            }
        }
        return new(_dense, _rows, _inputs);
    }

    private LayerInput LoadImages(ExampleSet examples, ReadOnlySpan<int> indices, TensorShape shape)
    {
        for (int row = 0; row < indices.Length; row++)
        {
            _stop.ThrowIfCancellationRequested();
            Span<float> image = _dense.Span.Slice(row * shape.ImageLength, shape.ImageLength);
            if (examples.HasBytes)
            {
                Prefetch(examples, indices, row);
                WriteBytes(examples.ByteRow(indices[row]), image, shape);
            }
            else
            {
                WriteImage(_transform, examples.FloatRow(indices[row]), image, shape);
            }
        }
        return new(_dense, _rows, shape);
    }

    private void WriteBytes(ReadOnlySpan<byte> pixels, Span<float> image, TensorShape shape)
    {
        int lanes = shape.Lanes, positions = shape.Positions;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            ReadOnlySpan<float> values = _byteTable.AsSpan(channel * positions / _transform.GroupSize * ByteValues, ByteValues);
            ReadOnlySpan<byte> source = pixels.Slice(channel * positions, positions);
            for (int i = 0; i < source.Length; i++) image[i * lanes + channel] = values[source[i]];
        }
    }

    /// <summary>Writes an image in the layout of images.</summary>
    /// <param name="transform">The scaling of the inputs.</param>
    /// <param name="example">The raw inputs, [channel][position].</param>
    /// <param name="image">Receives the image, [position][lanes]. Lanes after the last channel do not change.</param>
    /// <param name="shape">The shape of the image.</param>
    public static void WriteImage(
        InputTransform transform, ReadOnlySpan<float> example, Span<float> image, TensorShape shape)
    {
        const int ChunkLength = 256;
        Span<float> chunk = stackalloc float[ChunkLength];
        int positions = shape.Positions;
        for (int first = 0; first < example.Length; first += ChunkLength)
        {
            ReadOnlySpan<float> source = example[first..Math.Min(example.Length, first + ChunkLength)];
            transform.Apply(source, first, chunk);
            for (int i = 0; i < source.Length; i++)
            {
                (int channel, int position) = int.DivRem(first + i, positions);
                image[position * shape.Lanes + channel] = chunk[i];
            }
        }
    }

    private void Prefetch(ExampleSet examples, ReadOnlySpan<int> indices, int row)
    {
        if (row + PrefetchDistance < _rows) WeightPrefetcher.Fetch(examples.ByteRow(indices[row + PrefetchDistance]));
    }
}
