namespace Swish.Networks.Specs;

/// <summary>
/// Describes a depthwise convolution layer: one kernel for each channel, which reads that channel only (Chollet 2016,
/// arXiv:1610.02357; Howard et al. 2017, arXiv:1704.04861). Computes what a <see cref="ConvolutionSpec"/> with as many
/// outputs and groups as input channels computes.
/// </summary>
/// <param name="KernelSize">The number of rows and of columns of the kernel, 1 or more.</param>
public sealed record DepthwiseConvolutionSpec(int KernelSize) : LayerSpec
{
    /// <summary>Gets the distance between neighboring positions of the kernel, 1 or more.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Gets the number of rows and columns of zeros at each edge of the image; by default half of the kernel, rounded
    /// down.
    /// </summary>
    public int Padding { get; init; } = KernelSize / 2;

    /// <summary>Gets whether a bias is added to each channel.</summary>
    public bool HasBias { get; init; } = true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) =>
        Window.Of(KernelSize, Stride, Padding).OutputShape(input);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) =>
        (double)OutputShape(input).Features * KernelSize * KernelSize;
}
