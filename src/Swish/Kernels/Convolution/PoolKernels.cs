using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>Computes the pooling of one image, [position][lanes], channel by channel.</summary>
internal abstract class PoolKernels
{
    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static PoolKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>
    /// Computes the largest value of each window, or the last NaN in the window if there is one, as PyTorch does.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="shape">The shape.</param>
    public abstract void Max(ReadOnlySpan<float> input, Span<float> output, in PoolShape shape);

    /// <summary>
    /// Computes the gradient with respect to the input of max pooling: that of an output goes to the first value of its
    /// window, by rows and columns, that is the largest. Gradients are added in the order of the outputs.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="gradient">The gradient with respect to the output.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the input.</param>
    /// <param name="shape">The shape.</param>
    public abstract void MaxGradient(
        ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient, in PoolShape shape);

    /// <summary>
    /// Computes the sum of each window, rows and columns ascending, divided by the size of the window with its padding.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="shape">The shape.</param>
    public abstract void Average(ReadOnlySpan<float> input, Span<float> output, in PoolShape shape);

    /// <summary>
    /// Computes the gradient with respect to the input of average pooling. Gradients are added in the order of the
    /// outputs.
    /// </summary>
    /// <param name="gradient">The gradient with respect to the output.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the input.</param>
    /// <param name="shape">The shape.</param>
    public abstract void AverageGradient(
        ReadOnlySpan<float> gradient, Span<float> inputGradient, in PoolShape shape);

    private readonly struct Factory : IVectorized<PoolKernels>
    {
        public PoolKernels For<T>()
            where T : struct, ISimdVector<T> => new PoolKernels<T>();
    }
}
