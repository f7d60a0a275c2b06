namespace Swish.Kernels.Convolution;

/// <summary>
/// Defines the memory layout of images, [example][row][column][channel]: the channels of a position are next to each
/// other, and a position takes a multiple of 16 floats. Lanes after the last channel contain zero in the outputs and
/// gradients of layers.
/// </summary>
internal static class ImageShape
{
    /// <summary>The number of floats that a position takes is a multiple of this: a vector of 512 bits.</summary>
    public const int LaneBlock = 16;

    /// <summary>Computes the number of floats that a position takes.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <returns>The number of channels, rounded up to a multiple of 16.</returns>
    public static int Lanes(int channels) => (channels + LaneBlock - 1) / LaneBlock * LaneBlock;
}
