using System.Globalization;
using Swish.Kernels.Convolution;

namespace Swish.Networks;

/// <summary>
/// Represents the shape of the activations of one example: channels × rows × columns, as in [batch, channels, rows,
/// columns]. Features without a spatial layout are channels with one row and one column.
/// </summary>
/// <param name="Channels">The number of channels or features, 1 or more.</param>
/// <param name="Rows">The number of rows of a channel; 1 for features.</param>
/// <param name="Columns">The number of columns of a channel; 1 for features.</param>
public readonly record struct TensorShape(int Channels, int Rows, int Columns)
{
    /// <summary>Gets the number of values of one example: channels · rows · columns.</summary>
    public int Features => checked(Channels * Rows * Columns);

    /// <summary>Gets the number of positions of a channel: rows · columns.</summary>
    internal int Positions => checked(Rows * Columns);

    /// <summary>
    /// Gets the number of floats that a position takes in the layout of images: channels rounded up to a multiple of
    /// 16. The rest is zero.
    /// </summary>
    internal int Lanes => ImageShape.Lanes(Channels);

    /// <summary>Gets the number of floats of one example in the layout of images.</summary>
    internal int ImageLength => checked(Positions * Lanes);

    /// <summary>Creates the shape of features without a spatial layout.</summary>
    /// <param name="features">The number of features, 1 or more.</param>
    /// <returns>The shape.</returns>
    public static TensorShape OfFeatures(int features) => new(features, 1, 1);

    /// <summary>Formats the shape.</summary>
    /// <returns>Text such as <c>500</c> for features, or <c>3×32×32</c> for channels × rows × columns.</returns>
    public override string ToString() => Rows == 1 && Columns == 1
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Rows}×{Columns}");
}
