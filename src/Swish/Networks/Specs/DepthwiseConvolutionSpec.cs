namespace Swish.Networks.Specs;

/// <summary>
/// Describes a depthwise convolution layer: one kernel for each channel, which reads that channel only (Chollet 2016,
/// arXiv:1610.02357; Howard et al. 2017, arXiv:1704.04861). Computes what a <see cref="ConvolutionSpec"/> with as many
/// outputs and groups as input channels computes.
/// </summary>
/// <param name="KernelSize">The number of rows and of columns of the kernel, 1 or more.</param>
public sealed record DepthwiseConvolutionSpec(int KernelSize) : KernelSpec(KernelSize)
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => Window.OutputShape(input);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) =>
        (double)OutputShape(input).Features * KernelSize * KernelSize;

    /// <inheritdoc/>
    internal override NetworkWork Work(TensorShape input, TensorShape output) =>
        new(0, NetworkWork.ValuesOf(output) * KernelSize * KernelSize, NetworkWork.ValuesOf(output));
}
