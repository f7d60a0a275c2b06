namespace Swish.Networks.Specs;

/// <summary>Represents the window that a convolution or pooling layer moves over an image.</summary>
/// <param name="Size">The number of rows and of columns, 1 or more.</param>
/// <param name="Stride">The distance between neighboring positions, 1 or more.</param>
/// <param name="Padding">The number of rows and columns of padding at each edge, 0 or more.</param>
internal readonly record struct Window(int Size, int Stride, int Padding)
{
    /// <summary>The largest size, stride and padding.</summary>
    public const int MaxSize = 64;

    /// <summary>Creates a window.</summary>
    /// <param name="size">The number of rows and of columns.</param>
    /// <param name="stride">The distance between neighboring positions.</param>
    /// <param name="padding">The number of rows and columns of padding at each edge.</param>
    /// <returns>The window.</returns>
    /// <exception cref="SwishException">
    /// A number is out of range, or the padding is as large as the window (WindowOutOfRange).
    /// </exception>
    public static Window Of(int size, int stride, int padding) =>
        size is >= 1 and <= MaxSize && stride is >= 1 and <= MaxSize && padding >= 0 && padding < size
            ? new(size, stride, padding)
            : throw new SwishException("WindowOutOfRange", ErrorKind.InvalidArgument,
                $"A window of {size} × {size} with a stride of {stride} and a padding of {padding} is not possible. Size "
                + $"and stride must be from 1 to {MaxSize}, and the padding from 0 to less than the size.", size);

    /// <summary>Computes the shape of the output: one value for each position of the window.</summary>
    /// <param name="input">The shape of the input.</param>
    /// <returns>The shape, with the channels of the input.</returns>
    /// <exception cref="SwishException">The window is larger than the padded image (WindowTooLarge).</exception>
    public TensorShape OutputShape(TensorShape input)
    {
        if (input.Rows + 2 * Padding < Size || input.Columns + 2 * Padding < Size)
            throw new SwishException("WindowTooLarge", ErrorKind.Contradiction,
                $"A window of {Size} × {Size} with a padding of {Padding} does not fit in an input of shape {input}.",
                Size);
        return input with
        {
            Rows = (input.Rows + 2 * Padding - Size) / Stride + 1,
            Columns = (input.Columns + 2 * Padding - Size) / Stride + 1,
        };
    }
}
