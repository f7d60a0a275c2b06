namespace Swish.Networks.Specs;

/// <summary>Describes a pooling layer: one value for each window of an image, channel by channel.</summary>
public abstract record PoolSpec : LayerSpec
{
    /// <summary>Initializes the size, and a stride that is equal to it.</summary>
    /// <param name="size">The number of rows and of columns of the window, 1 or more.</param>
    private protected PoolSpec(int size)
    {
        Size = size;
        Stride = size;
    }

    /// <summary>Gets the number of rows and of columns of the window, 1 or more.</summary>
    public int Size { get; init; }

    /// <summary>Gets the distance between neighboring positions of the window; by default its size.</summary>
    public int Stride { get; init; }

    /// <summary>Gets the number of rows and columns of padding at each edge of the image.</summary>
    public int Padding { get; init; }

    /// <summary>Gets the window.</summary>
    /// <exception cref="SwishException">A number is out of range (WindowOutOfRange).</exception>
    internal Window Window => Window.Of(Size, Stride, Padding);

    /// <inheritdoc/>
    internal override bool NeedsImages => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => Window.OutputShape(input);

    /// <summary>Computes the work of reading the windows.</summary>
    /// <inheritdoc/>
    internal override NetworkWork Work(TensorShape input, TensorShape output) =>
        new(0, 0, NetworkWork.ValuesOf(output) * Size * Size / 2);
}
