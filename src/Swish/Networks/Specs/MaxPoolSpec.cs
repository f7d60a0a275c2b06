namespace Swish.Networks.Specs;

/// <summary>
/// Describes a max pooling layer: the largest value of each window, channel by channel. Padding is never the largest.
/// </summary>
/// <param name="Size">The number of rows and of columns of the window, 1 or more.</param>
public sealed record MaxPoolSpec(int Size) : PoolSpec(Size);
