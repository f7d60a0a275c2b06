using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Swish.Data;

/// <summary>
/// Holds images and labels for training and testing. Pixels are stored as bytes, image after image, in row-major order
/// from the top, and are converted to float only when a batch is gathered. Immutable and thread-safe.
/// </summary>
public sealed class Dataset
{
    private readonly Lazy<string> _fingerprint;

    /// <summary>Creates a data set and checks that its training and test sets have the given sizes.</summary>
    /// <param name="name">The name to show in results.</param>
    /// <param name="rows">The height of an image in pixels, 1 or more.</param>
    /// <param name="columns">The width of an image in pixels, 1 or more.</param>
    /// <param name="classes">The number of classes, 2 to 256; labels go from 0 to <paramref name="classes"/> −
    /// 1.</param>
    /// <param name="training">The images and labels to train on, including those for validation.</param>
    /// <param name="test">The images and labels to test on.</param>
    /// <param name="fingerprint">The fingerprint, if it is already known; null computes it on first use.</param>
    /// <exception cref="SwishException">The training or test set is empty (DatasetEmpty), has images of another size
    /// (DatasetImageSizeMismatch) or has a label that is not below <paramref name="classes"/>
    /// (DatasetLabelOutOfRange).</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not 2 to 256.</exception>
    public Dataset(
        string name, int rows, int columns, int classes, LabeledImages training, LabeledImages test,
        string? fingerprint = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        CheckPart(training, "training", name, rows, columns, classes);
        CheckPart(test, "test", name, rows, columns, classes);
        Name = name;
        Rows = rows;
        Columns = columns;
        Classes = classes;
        Training = training;
        Test = test;
        _fingerprint = fingerprint is null ? new(ComputeFingerprint) : new(fingerprint);
    }

    /// <summary>Gets the name to show in results.</summary>
    public string Name { get; }
    /// <summary>Gets the height of an image in pixels.</summary>
    public int Rows { get; }
    /// <summary>Gets the width of an image in pixels.</summary>
    public int Columns { get; }
    /// <summary>Gets the number of classes.</summary>
    public int Classes { get; }
    /// <summary>Gets the number of pixels of an image, which is the number of inputs of a network.</summary>
    public int PixelCount => Rows * Columns;
    /// <summary>Gets the examples to train on, including those for validation.</summary>
    public LabeledImages Training { get; }
    /// <summary>Gets the examples to test on.</summary>
    public LabeledImages Test { get; }

    /// <summary>
    /// Gets the SHA-256 hash of the sizes, pixels and labels (not the name) as 64 hexadecimal digits. It is part of the
    /// fingerprint of every run. The first use computes it, which takes a few hundredths of a second for MNIST.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;

    private static void CheckPart(LabeledImages part, string which, string name, int rows, int columns, int classes)
    {
        if (part.Count == 0)
            throw new SwishException("DatasetEmpty", ErrorKind.InvalidData,
                $"The {which} set of '{name}' has no images; it needs one or more.", name);
        if (rows < 1 || columns < 1 || part.PixelCount != (long)rows * columns)
            throw new SwishException("DatasetImageSizeMismatch", ErrorKind.InvalidData,
                $"The {which} images of '{name}' have {part.PixelCount} pixels, not {rows} × {columns}.", name);
        int wrong = part.Labels.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0)
            throw new SwishException("DatasetLabelOutOfRange", ErrorKind.InvalidData,
                $"Example {wrong} (counted from 0) of the {which} set of '{name}' has the label {part.Labels[wrong]}; "
                + $"with {classes} classes, labels go from 0 to {classes - 1}.",
                part.Labels[wrong]);
    }

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> sizes = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(sizes, Training.Count);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[4..], Test.Count);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[8..], Rows);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[12..], Columns);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[16..], Classes);
        hash.AppendData(sizes);
        hash.AppendData(Training.Pixels);
        hash.AppendData(Training.Labels);
        hash.AppendData(Test.Pixels);
        hash.AppendData(Test.Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
