using Swish.Kernels.Gemm;

namespace Swish.Data;

/// <summary>
/// Holds examples of one shape: their inputs, as bytes or as floats, and for each example either the label of its class
/// or a number to predict. Immutable and thread-safe.
/// </summary>
public sealed class ExampleSet
{
    private readonly byte[]? _bytes;
    private readonly float[]? _floats;
    private readonly ushort[] _labels;
    private readonly float[] _targets;
    private CompressedRows? _compressed;
    private int _isCompressing;

    /// <summary>Wraps an array of bytes without copying it.</summary>
    /// <param name="bytes">The inputs, <c>[examples, inputCount]</c> in row-major order, 0 to 255.</param>
    /// <param name="labels">The label of each example.</param>
    /// <param name="inputCount">The number of inputs of an example, such as the pixels of an image.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> does not have <paramref name="inputCount"/> inputs
    /// for each label.</exception>
    public ExampleSet(byte[] bytes, byte[] labels, int inputCount)
        : this(bytes, null, Array.ConvertAll(labels, label => (ushort)label), [], inputCount)
    {
    }

    private ExampleSet(byte[]? bytes, float[]? floats, ushort[] labels, float[] targets, int inputCount)
    {
        int count = Math.Max(labels.Length, targets.Length);
        if ((bytes?.Length ?? floats!.Length) != (long)count * inputCount)
            throw new ArgumentException(
                "The numbers of inputs and of labels must agree.", bytes is null ? nameof(floats) : nameof(bytes));
        _bytes = bytes;
        _floats = floats;
        _labels = labels;
        _targets = targets;
        Count = count;
        InputCount = inputCount;
    }

    /// <summary>Gets the number of examples.</summary>
    public int Count { get; }

    /// <summary>Gets the number of inputs of an example.</summary>
    public int InputCount { get; }

    /// <summary>Gets whether inputs are bytes; otherwise they are floats.</summary>
    public bool HasBytes => _bytes is not null;

    /// <summary>Gets whether examples have a number to predict; otherwise they have a label.</summary>
    public bool HasTargets => _targets.Length > 0;

    /// <summary>Gets the inputs as bytes, <c>[examples, inputCount]</c> in row-major order; empty if they are
    /// floats.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Gets the inputs as floats, <c>[examples, inputCount]</c> in row-major order; empty if they are
    /// bytes.</summary>
    public ReadOnlySpan<float> Floats => _floats;

    /// <summary>Gets the label of each example; empty if they have targets.</summary>
    public ReadOnlySpan<ushort> Labels => _labels;

    /// <summary>Gets the number to predict of each example; empty if they have labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>
    /// Gets the bytes in compressed form; null if <see cref="CompressInBackground"/> has not been called or is not done, or
    /// if that form would be larger.
    /// </summary>
    internal CompressedRows? Compressed => Volatile.Read(ref _compressed);

    /// <summary>Gets the largest class's share of the examples, 0 to 1; 0 if they have no labels.</summary>
    public double MaxClassShare
    {
        get
        {
            if (_labels.Length == 0) return 0;
            int[] counts = new int[ushort.MaxValue + 1];
            int largest = 0;
            foreach (ushort label in _labels) largest = Math.Max(largest, ++counts[label]);
            return (double)largest / _labels.Length;
        }
    }

    /// <summary>Wraps bytes and labels of up to 65,536 classes without copying them.</summary>
    /// <param name="bytes">The inputs, <c>[examples, inputCount]</c> in row-major order, 0 to 255.</param>
    /// <param name="labels">The label of each example.</param>
    /// <param name="inputCount">The number of inputs of an example.</param>
    /// <returns>The examples.</returns>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static ExampleSet OfBytes(byte[] bytes, ushort[] labels, int inputCount) =>
        new(bytes, null, labels, [], inputCount);

    /// <summary>Wraps floats and labels of up to 65,536 classes without copying them.</summary>
    /// <param name="floats">The inputs, <c>[examples, inputCount]</c> in row-major order, finite.</param>
    /// <param name="labels">The label of each example.</param>
    /// <param name="inputCount">The number of inputs of an example.</param>
    /// <returns>The examples.</returns>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static ExampleSet OfFloats(float[] floats, ushort[] labels, int inputCount) =>
        new(null, floats, labels, [], inputCount);

    /// <summary>Wraps floats and the numbers to predict from them, for regression, without copying them.</summary>
    /// <param name="floats">The inputs, <c>[examples, inputCount]</c> in row-major order, finite.</param>
    /// <param name="targets">The number to predict of each example, finite.</param>
    /// <param name="inputCount">The number of inputs of an example.</param>
    /// <returns>The examples.</returns>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static ExampleSet WithTargets(float[] floats, float[] targets, int inputCount) =>
        new(null, floats, [], targets, inputCount);

    /// <summary>Returns the inputs of an example whose inputs are bytes.</summary>
    /// <param name="index">The example, 0 to <see cref="Count"/> − 1.</param>
    /// <returns><see cref="InputCount"/> bytes.</returns>
    public ReadOnlySpan<byte> ByteRow(int index) => _bytes.AsSpan(index * InputCount, InputCount);

    /// <summary>Returns the inputs of an example whose inputs are floats.</summary>
    /// <param name="index">The example, 0 to <see cref="Count"/> − 1.</param>
    /// <returns><see cref="InputCount"/> floats.</returns>
    public ReadOnlySpan<float> FloatRow(int index) => _floats.AsSpan(index * InputCount, InputCount);

    /// <summary>
    /// Starts to compress the bytes on another thread, once, for runs that read each example many times and skip zeros.
    /// Until that is done, they read the bytes. The compressed form is at most as large as the bytes, and stays in memory as
    /// long as the examples.
    /// </summary>
    internal void CompressInBackground()
    {
        if (_bytes is null || Interlocked.Exchange(ref _isCompressing, 1) != 0) return;
        Task.Run(() => Volatile.Write(ref _compressed, CompressedRows.TryCreate(_bytes, InputCount)));
    }
}
