using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Swish.Data;

/// <summary>
/// Images and labels for training and testing. Pixels stay bytes, one image after another, rows from the top; a batch
/// makes them float. Immutable and safe to share between threads.
/// </summary>
public sealed class Dataset
{
    private readonly Lazy<string> _fingerprint;

    /// <summary>Creates a data set and checks that its parts agree.</summary>
    /// <param name="name">Its name in results.</param>
    /// <param name="rows">Pixel rows of an image, 1 or more.</param>
    /// <param name="columns">Pixel columns of an image, 1 or more.</param>
    /// <param name="classes">The number of classes, 2 to 256; labels lie below it.</param>
    /// <param name="training">The images and labels to train on.</param>
    /// <param name="test">The images and labels to test on.</param>
    /// <param name="fingerprint">A hash of the contents that is already known; null: computed when first asked
    /// for.</param>
    /// <exception cref="SwishException">A part is empty (DatasetEmpty), its images have another size
    /// (DatasetImageSizeMismatch), or a label is not below <paramref name="classes"/>
    /// (DatasetLabelOutOfRange).</exception>
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

    /// <summary>Its name in results.</summary>
    public string Name { get; }
    /// <summary>Pixel rows of an image.</summary>
    public int Rows { get; }
    /// <summary>Pixel columns of an image.</summary>
    public int Columns { get; }
    /// <summary>The number of classes.</summary>
    public int Classes { get; }
    /// <summary>Pixels of an image: the network's inputs.</summary>
    public int PixelCount => Rows * Columns;
    /// <summary>The examples to train on, validation examples included.</summary>
    public LabeledImages Training { get; }
    /// <summary>The examples to test on.</summary>
    public LabeledImages Test { get; }

    /// <summary>
    /// A hash of the contents (sizes, pixels and labels, not the name), 64 hexadecimal digits; part of a run's
    /// fingerprint. Computed when first asked for, which takes some hundredths of a second.
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
