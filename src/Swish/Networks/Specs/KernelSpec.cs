namespace Swish.Networks.Specs;

/// <summary>Describes what convolution layers have in common: kernels that move over an image.</summary>
public abstract record KernelSpec : LayerSpec
{
    /// <summary>Initializes the size, and a padding of half of it.</summary>
    /// <param name="kernelSize">The number of rows and of columns of the kernel, 1 or more.</param>
    private protected KernelSpec(int kernelSize)
    {
        KernelSize = kernelSize;
        Padding = kernelSize / 2;
    }

    /// <summary>Gets the number of rows and of columns of the kernel, 1 or more.</summary>
    public int KernelSize { get; init; }

    /// <summary>Gets the distance between neighboring positions of the kernel, 1 or more.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Gets the number of rows and columns of zeros at each edge of the image; by default half of the kernel, rounded
    /// down, so that a kernel of odd size with a stride of 1 keeps rows and columns.
    /// </summary>
    public int Padding { get; init; }

    /// <summary>Gets whether a bias is added to each output channel.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Gets the kernel as a window.</summary>
    /// <exception cref="SwishException">A number is out of range (WindowOutOfRange).</exception>
    internal Window Window => Window.Of(KernelSize, Stride, Padding);

    /// <inheritdoc/>
    internal override bool HasWeights => true;

    /// <inheritdoc/>
    internal override bool NeedsImages => true;
}
