using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Swish.Data;

/// <summary>
/// Represents the scaling of inputs with its constants: the input of the network is (x − offset)/divisor, rounded to
/// single precision, where x is what the data set contains. All constants are computed from the training examples only,
/// in double precision and in ascending order. Immutable and thread-safe.
/// </summary>
public sealed class InputTransform
{
    internal const int FingerprintDigits = 16;

    private const int ByteValues = 256;

    private readonly double[] _offsets;
    private readonly double[] _divisors;

    /// <summary>Creates a transform with known constants.</summary>
    /// <param name="shape">The shape of the examples.</param>
    /// <param name="offsets">The offset of each channel of an image, or of each feature.</param>
    /// <param name="divisors">The divisor of each channel of an image, or of each feature.</param>
    internal InputTransform(ExampleShape shape, double[] offsets, double[] divisors)
    {
        Shape = shape;
        _offsets = offsets;
        _divisors = divisors;
        Offsets = Array.AsReadOnly(offsets);
        Divisors = Array.AsReadOnly(divisors);
    }

    /// <summary>Gets the shape of the examples.</summary>
    public ExampleShape Shape { get; }

    /// <summary>Gets the offset of each channel of an image, or of each feature.</summary>
    public IReadOnlyList<double> Offsets { get; }

    /// <summary>
    /// Gets the divisor of each channel of an image, or of each feature: 0 if all training examples have the same value,
    /// whose input is then always 0.
    /// </summary>
    public IReadOnlyList<double> Divisors { get; }

    /// <summary>Gets the number of consecutive inputs that share an offset and a divisor: the pixels of a channel, or 1
    /// for features.</summary>
    public int GroupSize => Shape.InputCount / _offsets.Length;

    /// <summary>Gets whether an input of 0 remains 0, so that products with it can be skipped.</summary>
    internal bool KeepsZero => !_offsets.AsSpan().ContainsAnyExcept(0);

    /// <summary>
    /// Gets a hash of the constants, 16 hexadecimal digits; empty if each input is a byte that is divided by 255.
    /// </summary>
    internal string Fingerprint
    {
        get
        {
            if (KeepsZero && !_divisors.AsSpan().ContainsAnyExcept(255)) return "";
            byte[] bytes = new byte[2 * _offsets.Length * sizeof(double)];
            for (int i = 0; i < _offsets.Length; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(2 * i * sizeof(double)), _offsets[i]);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(((2 * i) + 1) * sizeof(double)), _divisors[i]);
            }
            return Convert.ToHexStringLower(SHA256.HashData(bytes))[..FingerprintDigits];
        }
    }

    /// <summary>Computes the constants of a run.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="first">The index of the first example that is trained on; those before it are for
    /// validation.</param>
    /// <param name="standardize">Whether to standardize, whatever the scaling of the data set.</param>
    /// <returns>The transform.</returns>
    public static InputTransform Of(Dataset dataset, int first, bool standardize)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ExampleShape shape = dataset.Shape;
        ExampleSet examples = dataset.Training;
        int groups = shape.IsImage ? shape.Channels : shape.Columns;
        double[] offsets = new double[groups], divisors = new double[groups];
        Array.Fill(divisors, 1);
        InputScaling scaling = standardize ? InputScaling.Standardize : dataset.Scaling;
        if (scaling == InputScaling.Standardize && examples.HasBytes)
            StandardizeBytes(examples, first, shape, offsets, divisors);
        else if (scaling == InputScaling.Standardize) StandardizeFloats(examples, first, offsets, divisors);
        else if (scaling == InputScaling.UnitRange && examples.HasBytes) Array.Fill(divisors, 255);
        else if (scaling == InputScaling.UnitRange) FindRange(examples, first, offsets, divisors);
        return new(shape, offsets, divisors);
    }

    /// <summary>Computes the input of the network for each value that a byte can have.</summary>
    /// <returns>The inputs, <c>[groups, 256]</c>.</returns>
    internal float[] ByteTable()
    {
        float[] table = new float[_offsets.Length * ByteValues];
        for (int i = 0; i < table.Length; i++)
            table[i] = Scale(i % ByteValues, _offsets[i / ByteValues], _divisors[i / ByteValues]);
        return table;
    }

    /// <summary>Computes the inputs of the network for an example.</summary>
    /// <param name="source">Consecutive inputs as the data set contains them.</param>
    /// <param name="first">The index of the first of them.</param>
    /// <param name="target">Receives the inputs of the network.</param>
    internal void Apply(ReadOnlySpan<float> source, int first, Span<float> target)
    {
        int size = GroupSize;
        for (int i = 0; i < source.Length; i++)
        {
            int group = size == 1 ? first + i : (first + i) / size;
            target[i] = Scale(source[i], _offsets[group], _divisors[group]);
        }
    }

    // If all values are equal, the divisor is 0, and all values are at the mean.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale(double value, double offset, double divisor) =>
        divisor > 0 ? (float)((value - offset) / divisor) : 0f;

    private static void StandardizeBytes(
        ExampleSet examples, int first, ExampleShape shape, double[] offsets, double[] divisors)
    {
        int size = shape.InputCount / offsets.Length;
        long[] histograms = new long[offsets.Length * ByteValues];
        for (int example = first; example < examples.Count; example++)
        {
            ReadOnlySpan<byte> row = examples.ByteRow(example);
            for (int group = 0; group < offsets.Length; group++)
            {
                Span<long> histogram = histograms.AsSpan(group * ByteValues, ByteValues);
                foreach (byte value in row.Slice(group * size, size)) histogram[value]++;
            }
        }
        for (int group = 0; group < offsets.Length; group++)
        {
            long count = 0, sum = 0, squares = 0;
            for (int i = 0; i < ByteValues; i++)
            {
                long occurrences = histograms[(group * ByteValues) + i];
                count += occurrences;
                sum += occurrences * i;
                squares += occurrences * i * i;
            }
            double mean = (double)sum / count;
            offsets[group] = mean;
            divisors[group] = Math.Sqrt((double)squares / count - mean * mean);
        }
    }

    private static void StandardizeFloats(ExampleSet examples, int first, double[] offsets, double[] divisors)
    {
        int size = examples.InputCount / offsets.Length;
        double count = (double)(examples.Count - first) * size;
        double[] squares = new double[divisors.Length];
        for (int example = first; example < examples.Count; example++)
        {
            ReadOnlySpan<float> row = examples.FloatRow(example);
            for (int i = 0; i < row.Length; i++) offsets[i / size] += row[i];
        }
        for (int group = 0; group < offsets.Length; group++) offsets[group] /= count;
        for (int example = first; example < examples.Count; example++)
        {
            ReadOnlySpan<float> row = examples.FloatRow(example);
            for (int i = 0; i < row.Length; i++)
            {
                double difference = row[i] - offsets[i / size];
                squares[i / size] += difference * difference;
            }
        }
        for (int group = 0; group < offsets.Length; group++)
        {
            double deviation = Math.Sqrt(squares[group] / count);
            // The mean of many equal values can differ from them by rounding; what remains is not a spread.
            divisors[group] = deviation > Math.Abs(offsets[group]) * 1e-12 ? deviation : 0;
        }
    }

    private static void FindRange(ExampleSet examples, int first, double[] offsets, double[] divisors)
    {
        int size = examples.InputCount / offsets.Length;
        double[] largest = new double[offsets.Length];
        Array.Fill(offsets, double.PositiveInfinity);
        Array.Fill(largest, double.NegativeInfinity);
        for (int example = first; example < examples.Count; example++)
        {
            ReadOnlySpan<float> row = examples.FloatRow(example);
            for (int i = 0; i < row.Length; i++)
            {
                offsets[i / size] = Math.Min(offsets[i / size], row[i]);
                largest[i / size] = Math.Max(largest[i / size], row[i]);
            }
        }
        for (int group = 0; group < offsets.Length; group++) divisors[group] = largest[group] - offsets[group];
    }
}
