namespace Swish.Networks.Specs;

/// <summary>
/// Describes a max pooling layer: the largest value of each window, channel by channel. Padding is never the largest.
/// </summary>
/// <param name="Size">The number of rows and of columns of the window, 1 or more.</param>
public sealed record MaxPoolSpec(int Size) : LayerSpec
{
    /// <summary>Gets the distance between neighboring positions of the window; by default its size.</summary>
    public int Stride { get; init; } = Size;

    /// <summary>Gets the number of rows and columns of padding at each edge of the image.</summary>
    public int Padding { get; init; }

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => Window.Of(Size, Stride, Padding).OutputShape(input);
}
