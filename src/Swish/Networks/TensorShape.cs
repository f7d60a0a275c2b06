using System.Globalization;

namespace Swish.Networks;

/// <summary>
/// The shape of one example's activation tensor: channels × rows × columns, as in [batch, channels, rows, columns].
/// Plain features are channels of one row and one column.
/// </summary>
/// <param name="Channels">Channels, or features; 1 or more.</param>
/// <param name="Rows">Rows of a channel; 1 for plain features.</param>
/// <param name="Columns">Columns of a channel; 1 for plain features.</param>
public readonly record struct TensorShape(int Channels, int Rows, int Columns)
{
    /// <summary>The number of values of one example: channels · rows · columns.</summary>
    public int Features => checked(Channels * Rows * Columns);

    /// <summary>Returns the shape of plain features.</summary>
    /// <param name="features">Their number, 1 or more.</param>
    public static TensorShape OfFeatures(int features) => new(features, 1, 1);

    /// <summary>Returns <c>500</c> for plain features, and <c>3×32×32</c> for channels of rows and columns.</summary>
    public override string ToString() => Rows == 1 && Columns == 1
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Rows}×{Columns}");
}
