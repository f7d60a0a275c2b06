namespace Swish.Networks.Specs;

/// <summary>
/// Describes a convolution layer, from [batch, channels, rows, columns] to [batch, outputs, rows, columns]:
/// y[o, r, c] = b[o] + Σ w[o, i, kr, kc]·x[i, r·stride + kr − padding, c·stride + kc − padding], where x is 0 outside
/// the image. Like that of PyTorch's Conv2d, this is a cross-correlation.
/// </summary>
/// <param name="Outputs">The number of output channels, 1 or more.</param>
/// <param name="KernelSize">The number of rows and of columns of the kernel, 1 or more.</param>
public sealed record ConvolutionSpec(int Outputs, int KernelSize) : KernelSpec(KernelSize)
{
    /// <summary>
    /// Gets the number of groups of channels. Each output reads the channels of its group only, so that channels and
    /// outputs must be multiples of the number of groups.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input)
    {
        if (Groups < 1 || input.Channels % Groups != 0 || Outputs % Groups != 0)
            throw new SwishException("GroupMismatch", ErrorKind.Contradiction,
                $"A convolution with {Groups} groups has {input.Channels} input channels and {Outputs} outputs; both "
                + $"must be multiples of {Groups}.", Groups);
        return Window.OutputShape(input) with { Channels = Outputs };
    }

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) => Products(input, OutputShape(input).Features);

    /// <inheritdoc/>
    internal override NetworkWork Work(TensorShape input, TensorShape output) =>
        new(Products(input, NetworkWork.ValuesOf(output)), 0, NetworkWork.ValuesOf(output));

    private double Products(TensorShape input, double outputs) =>
        outputs * KernelSize * KernelSize * (input.Channels / Groups);
}
