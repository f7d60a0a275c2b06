namespace Swish.Networks.Specs;

/// <summary>
/// Describes an average pooling layer: the mean of each window, channel by channel. As in PyTorch's AvgPool2d, the
/// zeros of the padding are counted.
/// </summary>
/// <param name="Size">The number of rows and of columns of the window, 1 or more.</param>
public sealed record AveragePoolSpec(int Size) : PoolSpec(Size);
