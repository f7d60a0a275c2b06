using Swish.Data;

namespace Swish.Models.Evaluation;

/// <summary>
/// Represents an example that is a picture, without copying its pixels from the data set. Immutable.
/// </summary>
public sealed class ExampleImage
{
    private readonly ExampleSet _examples;
    private readonly int _index;

    private ExampleImage(ExampleSet examples, int index, ExampleShape shape)
    {
        _examples = examples;
        _index = index;
        Shape = shape;
    }

    /// <summary>Gets the shape: channels, rows and columns.</summary>
    public ExampleShape Shape { get; }

    /// <summary>Creates the picture of an example.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="index">The index of the example.</param>
    /// <param name="shape">The shape of the examples, which are images.</param>
    /// <returns>The picture.</returns>
    internal static ExampleImage Of(ExampleSet examples, int index, ExampleShape shape) => new(examples, index, shape);

    /// <summary>Gets the pixels.</summary>
    /// <returns>The pixels, [channels, rows, columns], 0 (dark) to 255 (bright).</returns>
    public byte[] GetPixels()
    {
        if (_examples.HasBytes) return _examples.ByteRow(_index).ToArray();
        // Pictures as floats have no fixed range, so use that of the picture.
        float[] values = _examples.FloatRow(_index).ToArray();
        float minimum = values.Min(), range = values.Max() - minimum;
        return [.. values.Select(value => range > 0 ? (byte)Math.Round((value - minimum) / range * 255) : (byte)0)];
    }
}
