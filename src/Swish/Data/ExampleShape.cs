using System.Globalization;

namespace Swish.Data;

/// <summary>Represents the shape of an example: an image of channels × rows × columns, or a row of features.</summary>
public readonly record struct ExampleShape
{
    private ExampleShape(int channels, int rows, int columns, bool isImage)
    {
        Channels = channels;
        Rows = rows;
        Columns = columns;
        IsImage = isImage;
    }

    /// <summary>Gets the number of channels of an image; 1 for features.</summary>
    public int Channels { get; }

    /// <summary>Gets the height of an image in pixels; 1 for features.</summary>
    public int Rows { get; }

    /// <summary>Gets the width of an image in pixels, or the number of features.</summary>
    public int Columns { get; }

    /// <summary>Gets whether an example is an image.</summary>
    public bool IsImage { get; }

    /// <summary>Gets the number of inputs of an example: channels × rows × columns.</summary>
    public int InputCount => Channels * Rows * Columns;

    /// <summary>Creates the shape of an image, whose inputs are stored channel after channel, rows from the
    /// top.</summary>
    /// <param name="channels">The number of channels, 1 or more: 1 for gray, 3 for red, green and blue.</param>
    /// <param name="rows">The height in pixels, 1 or more.</param>
    /// <param name="columns">The width in pixels, 1 or more.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="SwishException">A size is less than 1, or the image has more than 2³¹ − 1 inputs
    /// (DatasetImageSizeMismatch).</exception>
    public static ExampleShape OfImage(int channels, int rows, int columns)
    {
        if (channels < 1 || rows < 1 || columns < 1 || (double)channels * rows * columns > int.MaxValue)
            throw new SwishException("DatasetImageSizeMismatch", ErrorKind.InvalidData,
                string.Create(CultureInfo.InvariantCulture,
                    $"An image of {channels} × {rows} × {columns} (channels, rows, columns) is not possible; each must "
                    + $"be 1 or more, and their product at most {int.MaxValue}."), rows);
        return new(channels, rows, columns, isImage: true);
    }

    /// <summary>Creates the shape of a row of features.</summary>
    /// <param name="count">The number of features, 1 or more.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static ExampleShape OfFeatures(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(1, 1, count, isImage: false);
    }

    /// <summary>Returns the shape as text, such as <c>28×28</c>, <c>3×32×32</c> or <c>4</c> for features.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Channels > 1 ? $"{Channels}×" : "")}{(IsImage ? $"{Rows}×" : "")}{Columns}");
}
