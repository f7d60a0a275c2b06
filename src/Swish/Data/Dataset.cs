namespace Swish.Data;

/// <summary>
/// Images and labels for training and testing. Pixels stay bytes, one image after another, rows from the top; a batch
/// makes them float. Immutable and safe to share between threads.
/// </summary>
public sealed class Dataset
{
    /// <summary>Creates a data set and checks that its parts agree.</summary>
    /// <param name="name">Its name in results.</param>
    /// <param name="rows">Pixel rows of an image.</param>
    /// <param name="columns">Pixel columns of an image.</param>
    /// <param name="classes">The number of classes; labels lie below it.</param>
    /// <param name="training">The images and labels to train on.</param>
    /// <param name="test">The images and labels to test on.</param>
    /// <param name="fingerprint">A hash of the contents, hexadecimal.</param>
    public Dataset(
        string name, int rows, int columns, int classes, LabeledImages training, LabeledImages test, string fingerprint)
    {
        Name = name;
        Rows = rows;
        Columns = columns;
        Classes = classes;
        Training = training;
        Test = test;
        Fingerprint = fingerprint;
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
    /// <summary>A hash of the contents (sizes, pixels and labels), hexadecimal; part of a run's fingerprint.</summary>
    public string Fingerprint { get; }
}
