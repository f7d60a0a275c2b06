using System.Numerics;

namespace Swish.Training;

/// <summary>
/// Represents which test examples a network classifies correctly: one bit for each example, in the order of the data
/// set. Immutable; two objects are equal if their bits and their data sets are.
/// </summary>
public sealed class ExampleCorrectness : IEquatable<ExampleCorrectness>
{
    /// <summary>The largest number of test examples of which a run keeps bits.</summary>
    public const int MaxCount = 1 << 22;

    private readonly byte[] _bits;

    private ExampleCorrectness(byte[] bits, int count, string datasetFingerprint)
    {
        _bits = bits;
        Count = count;
        DatasetFingerprint = datasetFingerprint;
        foreach (byte eight in bits) CorrectCount += BitOperations.PopCount(eight);
    }

    /// <summary>Gets the number of test examples.</summary>
    public int Count { get; }

    /// <summary>Gets the number of test examples that are correctly classified.</summary>
    public int CorrectCount { get; }

    /// <summary>
    /// Gets the fingerprint of the data set. Bits at the same place are about the same example only if it is equal.
    /// </summary>
    public string DatasetFingerprint { get; }

    /// <summary>Gets whether an example is correctly classified.</summary>
    /// <param name="index">The example, 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public bool this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (_bits[index >> 3] >> (index & 7) & 1) != 0;
        }
    }

    /// <summary>
    /// Gets the bits, eight examples a byte from its lowest bit; those behind the last example are 0.
    /// </summary>
    public ReadOnlySpan<byte> Bits => _bits;

    /// <summary>Creates an object from bits.</summary>
    /// <param name="bits">The bits, eight examples a byte from its lowest bit; they are copied.</param>
    /// <param name="count">The number of examples, 1 to <see cref="MaxCount"/>.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data set.</param>
    /// <returns>
    /// The object; null if the number of bytes is not that of the examples, or a bit behind the last example is 1.
    /// </returns>
    public static ExampleCorrectness? TryCreate(ReadOnlySpan<byte> bits, int count, string datasetFingerprint)
    {
        ArgumentNullException.ThrowIfNull(datasetFingerprint);
        bool fits = count is > 0 and <= MaxCount && bits.Length == ByteCount(count)
            && (count % 8 == 0 || bits[^1] >> (count % 8) == 0);
        return fits ? new(bits.ToArray(), count, datasetFingerprint) : null;
    }

    /// <summary>Returns the number of bytes for the bits of some examples.</summary>
    /// <param name="count">The number of examples, 0 or more.</param>
    /// <returns>The number of bytes.</returns>
    internal static int ByteCount(int count) => (int)(((long)count + 7) / 8);

    /// <summary>Returns for each example whether it is correctly classified.</summary>
    /// <returns>The values, [examples].</returns>
    public bool[] ToArray() => [.. Enumerable.Range(0, Count).Select(i => this[i])];

    /// <inheritdoc/>
    public bool Equals(ExampleCorrectness? other) => other is not null && Count == other.Count
        && DatasetFingerprint == other.DatasetFingerprint && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExampleCorrectness);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, CorrectCount, DatasetFingerprint);
}
