namespace Swish.Networks.Specs;

/// <summary>
/// Describes a convolution layer, from [batch, channels, rows, columns] to [batch, outputs, rows, columns]:
/// y[o, r, c] = b[o] + Σ w[o, i, kr, kc]·x[i, r·stride + kr − padding, c·stride + kc − padding], where x is 0 outside
/// the image. Like that of PyTorch's Conv2d, this is a cross-correlation.
/// </summary>
/// <param name="Outputs">The number of output channels, 1 or more.</param>
/// <param name="KernelSize">The number of rows and of columns of the kernel, 1 or more.</param>
public sealed record ConvolutionSpec(int Outputs, int KernelSize) : LayerSpec
{
    /// <summary>Gets the distance between neighboring positions of the kernel, 1 or more.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Gets the number of rows and columns of zeros at each edge of the image; by default half of the kernel, rounded
    /// down, so that a kernel of odd size with a stride of 1 keeps rows and columns.
    /// </summary>
    public int Padding { get; init; } = KernelSize / 2;

    /// <summary>
    /// Gets the number of groups of channels. Each output reads the channels of its group only, so that channels and
    /// outputs must be multiples of the number of groups.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Gets whether a bias is added to each output channel.</summary>
    public bool HasBias { get; init; } = true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input)
    {
        if (Groups < 1 || input.Channels % Groups != 0 || Outputs % Groups != 0)
            throw new SwishException("GroupMismatch", ErrorKind.Contradiction,
                $"A convolution with {Groups} groups has {input.Channels} input channels and {Outputs} outputs; both "
                + $"must be multiples of {Groups}.", Groups);
        return Window.Of(KernelSize, Stride, Padding).OutputShape(input) with { Channels = Outputs };
    }

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input)
    {
        TensorShape output = OutputShape(input);
        return (double)output.Features * KernelSize * KernelSize * (input.Channels / Groups);
    }
}
