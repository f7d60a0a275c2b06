using Swish.Random;

namespace Swish.Data.Images;

/// <summary>
/// Changes training images at random, as is usual for CIFAR-10 (He et al. 2015, arXiv:1512.03385, section 4.2): 4
/// pixels of zeros are added at each edge, a crop of the original size is taken, and flipped horizontally with a
/// probability of ½. What is drawn depends only on the seed, the epoch and the example, and not on the batch or the
/// network. Not thread-safe.
/// </summary>
internal sealed class ImageAugmentation
{
    /// <summary>The number of pixels that are added at each edge.</summary>
    public const int Padding = 4;

    private const int Offsets = 2 * Padding + 1;

    private readonly ExampleShape _shape;
    private readonly int _seed;
    private readonly byte[] _bytes;
    private readonly float[] _floats;
    private readonly ushort[] _labels;
    private readonly ExampleSet _batch;
    private readonly RandomStream _stream;

    /// <summary>Allocates the images of a batch.</summary>
    /// <param name="examples">The training set.</param>
    /// <param name="shape">The shape of an image, larger than the padding.</param>
    /// <param name="batchSize">The number of images in a batch.</param>
    /// <param name="seed">The seed of the run.</param>
    public ImageAugmentation(ExampleSet examples, ExampleShape shape, int batchSize, int seed)
    {
        _shape = shape;
        _seed = seed;
        _bytes = new byte[examples.HasBytes ? batchSize * shape.InputCount : 0];
        _floats = new float[examples.HasBytes ? 0 : batchSize * shape.InputCount];
        _labels = new ushort[batchSize];
        _batch = examples.HasBytes
            ? ExampleSet.OfBytes(_bytes, _labels, shape.InputCount)
            : ExampleSet.OfFloats(_floats, _labels, shape.InputCount);
        _stream = new(seed, RandomPurpose.Augmentation, 0);
        Indices = [.. Enumerable.Range(0, batchSize)];
    }

    /// <summary>
    /// Gets the indices of the images of a batch in the set that <see cref="Apply"/> returns: 0, 1, ….
    /// </summary>
    public int[] Indices { get; }

    /// <summary>Changes the images of a batch.</summary>
    /// <param name="examples">The training set.</param>
    /// <param name="indices">The indices of the images, [batch].</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The changed images with their labels, [batch], which are valid until the next call.</returns>
    public ExampleSet Apply(ExampleSet examples, ReadOnlySpan<int> indices, int epoch)
    {
        for (int row = 0; row < indices.Length; row++)
        {
            int index = indices[row];
            _labels[row] = examples.Labels[index];
            _stream.Restart(_seed, RandomPurpose.Augmentation, index, epoch);
            int down = _stream.NextInt(Offsets) - Padding, right = _stream.NextInt(Offsets) - Padding;
            bool isFlipped = _stream.NextInt(2) == 1;
            int size = _shape.InputCount;
            Range target = (row * size)..((row + 1) * size);
            if (examples.HasBytes) Apply(examples.ByteRow(index), _bytes.AsSpan(target), down, right, isFlipped);
            else Apply(examples.FloatRow(index), _floats.AsSpan(target), down, right, isFlipped);
        }
        return _batch;
    }

    /// <summary>Moves an image, and flips it.</summary>
    /// <param name="source">The image, [channels, rows, columns].</param>
    /// <param name="target">Receives the image, [channels, rows, columns].</param>
    /// <param name="down">The row of the source that becomes the first row; pixels outside are 0.</param>
    /// <param name="right">The column of the source that becomes the first column, before the flip.</param>
    /// <param name="isFlipped">Whether the columns are reversed.</param>
    private void Apply<T>(ReadOnlySpan<T> source, Span<T> target, int down, int right, bool isFlipped)
    {
        int columns = _shape.Columns;
        // The columns of the target that are columns of the source.
        int first = Math.Max(0, -right), end = Math.Min(columns, columns - right);
        for (int line = 0; line < _shape.Channels * _shape.Rows; line++)
        {
            Span<T> pixels = target.Slice(line * columns, columns);
            pixels.Clear();
            int row = (line % _shape.Rows) + down;
            if (row < 0 || row >= _shape.Rows) continue;
            source.Slice(((line + down) * columns) + first + right, end - first).CopyTo(pixels[first..end]);
            if (isFlipped) pixels.Reverse();
        }
    }
}
