using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Swish.Data.Tables;

namespace Swish.Data;

/// <summary>
/// Holds examples for training and testing: images or rows of features, as bytes or floats, with the label of a class or
/// a number to predict. Inputs are scaled only when a batch is gathered. Immutable and thread-safe.
/// </summary>
public sealed class Dataset
{
    /// <summary>The largest number of classes.</summary>
    public const int MaxClasses = ushort.MaxValue + 1;

    private readonly Lazy<string> _fingerprint;
    private readonly string? _sourceFingerprint;
    private readonly IReadOnlyList<string>? _classNames;
    private readonly IReadOnlyList<string>? _featureNames;

    /// <summary>Creates a data set of gray images and checks that its training and test sets have the given
    /// sizes.</summary>
    /// <param name="name">The name to show in results.</param>
    /// <param name="rows">The height of an image in pixels, 1 or more.</param>
    /// <param name="columns">The width of an image in pixels, 1 or more.</param>
    /// <param name="classes">The number of classes, 2 to 65,536; labels go from 0 to <paramref name="classes"/> −
    /// 1.</param>
    /// <param name="training">The images and labels to train on, including those for validation.</param>
    /// <param name="test">The images and labels to test on.</param>
    /// <param name="fingerprint">The fingerprint, if it is already known; null computes it on first use.</param>
    /// <exception cref="SwishException">The errors of the other constructor.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not 2 to 65,536.</exception>
    public Dataset(
        string name, int rows, int columns, int classes, ExampleSet training, ExampleSet test,
        string? fingerprint = null)
        : this(name, ExampleShape.OfImage(1, rows, columns), classes, training, test, fingerprint)
    {
    }

    /// <summary>Creates a data set and checks that its training and test sets agree with its shape and
    /// classes.</summary>
    /// <param name="name">The name to show in results.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="classes">The number of classes, 2 to 65,536; labels go from 0 to <paramref name="classes"/> − 1. 0 if
    /// the examples have a number to predict.</param>
    /// <param name="training">The examples to train on, including those for validation.</param>
    /// <param name="test">The examples to test on.</param>
    /// <param name="fingerprint">The fingerprint, if it is already known; null computes it on first use.</param>
    /// <exception cref="SwishException">The training or test set is empty (DatasetEmpty), has examples of another size
    /// (DatasetImageSizeMismatch), has a label that is not below <paramref name="classes"/> (DatasetLabelOutOfRange), or
    /// has a number that is not finite (DatasetNotFinite).</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not 2 to 65,536.</exception>
    /// <exception cref="ArgumentException">One set has labels and the other targets, or one has bytes and the other
    /// floats.</exception>
    public Dataset(
        string name, ExampleShape shape, int classes, ExampleSet training, ExampleSet test, string? fingerprint = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        CheckPart(training, "training", name, shape, classes);
        CheckPart(test, "test", name, shape, classes);
        if (training.HasTargets != test.HasTargets || training.HasBytes != test.HasBytes)
            throw new ArgumentException("The training and test sets must be of the same kind.", nameof(test));
        if (!training.HasTargets)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MaxClasses);
        }
        Name = PrintableText.EscapeName(name);
        Shape = shape;
        Classes = training.HasTargets ? 0 : classes;
        Training = training;
        Test = test;
        _fingerprint = fingerprint is null ? new(ComputeFingerprint) : new(fingerprint);
    }

    /// <summary>Gets the name to show in results.</summary>
    public string Name { get; }
    /// <summary>Gets the shape of an example.</summary>
    public ExampleShape Shape { get; }
    /// <summary>Gets the number of channels of an image; 1 for features.</summary>
    public int Channels => Shape.Channels;
    /// <summary>Gets the height of an image in pixels; 1 for features.</summary>
    public int Rows => Shape.Rows;
    /// <summary>Gets the width of an image in pixels, or the number of features.</summary>
    public int Columns => Shape.Columns;
    /// <summary>Gets the number of inputs of a network: the pixels of all channels of an image, or the
    /// features.</summary>
    public int InputCount => Shape.InputCount;
    /// <summary>Gets the number of classes; 0 if the examples have a number to predict.</summary>
    public int Classes { get; }
    /// <summary>Gets the names of the classes, in the order of their labels: by default the labels as text. Control
    /// characters and bidirectional marks are escaped. Empty if the examples have a number to predict.</summary>
    /// <exception cref="ArgumentException">There is not one name for each class.</exception>
    public IReadOnlyList<string> ClassNames
    {
        get => _classNames ?? NumberedNames(Classes);
        init => _classNames = [.. CheckNames(value, Classes).Select(PrintableText.EscapeName)];
    }
    /// <summary>Gets whether the classes have names of their own, not only numbers.</summary>
    public bool HasClassNames => _classNames is not null;
    /// <summary>Gets the names of the features, in the order of the inputs: by default their indices, from 0, as text.
    /// Control characters and bidirectional marks are escaped. Empty for images.</summary>
    /// <exception cref="ArgumentException">There is not one name for each feature.</exception>
    public IReadOnlyList<string> FeatureNames
    {
        get => _featureNames ?? NumberedNames(Shape.IsImage ? 0 : Columns);
        init => _featureNames =
            [.. CheckNames(value, Shape.IsImage ? 0 : Columns).Select(PrintableText.EscapeName)];
    }
    /// <summary>Gets the columns of text of a table, whose features are one-hot; mostly empty.</summary>
    internal IReadOnlyList<TextColumn> TextColumns { get; init; } = [];
    /// <summary>Gets the name of what is predicted, such as a column of a table; empty if it has none.</summary>
    public string LabelName { get; init => field = PrintableText.EscapeName(value); } = "";
    /// <summary>Gets how inputs are scaled, unless a recipe standardizes them.</summary>
    public InputScaling Scaling { get; init; }
    /// <summary>Gets the seed of the split into training and test examples; null if they were not split at
    /// random.</summary>
    public int? SplitSeed { get; init; }
    /// <summary>Gets what a user should know about the data, as sentences; mostly empty.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    /// <summary>Gets whether the examples have a number to predict, and not a class.</summary>
    public bool IsRegression => Training.HasTargets;
    /// <summary>Gets the number of outputs of a network: the number of classes, or 1 for regression.</summary>
    public int OutputCount => IsRegression ? 1 : Classes;
    /// <summary>Gets the examples to train on, including those for validation.</summary>
    public ExampleSet Training { get; }
    /// <summary>Gets the examples to test on.</summary>
    public ExampleSet Test { get; }

    /// <summary>
    /// Gets the SHA-256 hash of everything that a run depends on (shape, inputs, labels or targets, scaling), without
    /// any names, as 64 hexadecimal digits. It is part of the fingerprint of every run. The first use computes it, which
    /// takes a few hundredths of a second for MNIST.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>
    /// Gets a hash of the data before it was split at random, which all splits share; the fingerprint if it was not.
    /// </summary>
    public string SourceFingerprint
    {
        get => _sourceFingerprint ?? Fingerprint;
        init => _sourceFingerprint = value;
    }

    private static string[] NumberedNames(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static string[] CheckNames(IReadOnlyList<string> names, int count) =>
        names.Count == count ? [.. names] : throw new ArgumentException($"Expected {count} names, not {names.Count}.");

    private static void CheckPart(ExampleSet part, string which, string name, ExampleShape shape, int classes)
    {
        if (part.Count == 0)
            throw new SwishException("DatasetEmpty", ErrorKind.InvalidData,
                $"The {which} set of '{name}' has no examples; it needs one or more.", name);
        if (part.InputCount != shape.InputCount)
            throw new SwishException("DatasetImageSizeMismatch", ErrorKind.InvalidData,
                $"The {which} examples of '{name}' have {part.InputCount} inputs, not {shape}.", name);
        int wrong = part.HasTargets ? -1
            : part.Labels.IndexOfAnyExceptInRange((ushort)0, (ushort)Math.Clamp(classes - 1, 0, ushort.MaxValue));
        if (wrong >= 0)
            throw new SwishException("DatasetLabelOutOfRange", ErrorKind.InvalidData,
                $"Example {wrong} (counted from 0) of the {which} set of '{name}' has the label {part.Labels[wrong]}; "
                + $"with {classes} classes, labels go from 0 to {classes - 1}.",
                part.Labels[wrong]);
        RequireFinite(part.Floats, part.InputCount, "an input", which, name);
        RequireFinite(part.Targets, 1, "a target", which, name);
    }

    private static void RequireFinite(ReadOnlySpan<float> values, int perExample, string what, string which, string name)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new SwishException("DatasetNotFinite", ErrorKind.InvalidData,
                    string.Create(CultureInfo.InvariantCulture,
                        $"Example {i / perExample} (counted from 0) of the {which} set of '{name}' has {what} of "
                        + $"{values[i]}; all must be finite single-precision numbers."), values[i]);
    }

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        bool isFirstFormat = Shape.IsImage && Channels == 1 && Training.HasBytes && !IsRegression
            && Classes <= byte.MaxValue + 1 && Scaling == InputScaling.UnitRange;
        // The first format is older than all but gray images, and stays, so that result logs do.
        if (!isFirstFormat) Append(hash, [2, Shape.IsImage ? 1 : 0, Channels, (int)Scaling, IsRegression ? 1 : 0]);
        Append(hash, [Training.Count, Test.Count, Rows, Columns, Classes]);
        foreach (ExampleSet part in (ExampleSet[])[Training, Test])
        {
            hash.AppendData(part.Bytes);
            AppendFloats(hash, part.Floats);
            AppendLabels(hash, part.Labels, isFirstFormat ? sizeof(byte) : sizeof(ushort));
            AppendFloats(hash, part.Targets);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[numbers.Length * sizeof(int)];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], numbers[i]);
        hash.AppendData(bytes);
    }

    private static void AppendLabels(IncrementalHash hash, ReadOnlySpan<ushort> labels, int size)
    {
        byte[] bytes = new byte[labels.Length * size];
        for (int i = 0; i < labels.Length; i++)
        {
            bytes[i * size] = (byte)labels[i];
            if (size > 1) bytes[(i * size) + 1] = (byte)(labels[i] >> 8);
        }
        hash.AppendData(bytes);
    }

    private static void AppendFloats(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values));
            return;
        }
        foreach (float value in values) Append(hash, [BitConverter.SingleToInt32Bits(value)]);
    }
}
