using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>
/// Computes the products of a depthwise convolution over one image, which is padded with zeros. Each output has one
/// accumulator, which starts at +0 and takes one fused multiply-add per kernel position in ascending order.
/// </summary>
internal abstract class DepthwiseKernels
{
    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static DepthwiseKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>
    /// Computes the outputs: c[row, column, lane] = Σ a[row·stride + kr, column·stride + kc, lane]·b[kr, kc, lane].
    /// </summary>
    /// <param name="a">The padded image, [row][column][lanes].</param>
    /// <param name="b">The weights, [panel][kernel position][32].</param>
    /// <param name="c">Receives the outputs; must not overlap a or b.</param>
    /// <param name="shape">The shape of the product.</param>
    public abstract void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in DepthwiseShape shape);

    /// <summary>
    /// Adds the gradient of the weights over one image: c[kr, kc, lane] += Σ over the outputs, rows and columns
    /// ascending, of a[row·stride + kr, column·stride + kc, lane]·b[row, column, lane]. The accumulators continue with the
    /// values of c.
    /// </summary>
    /// <param name="a">The padded image, [row][column][lanes].</param>
    /// <param name="b">The gradient with respect to the outputs.</param>
    /// <param name="c">The gradient of the weights, [panel][kernel position][32].</param>
    /// <param name="shape">The shape of the product.</param>
    public abstract void MultiplyTransposed(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in DepthwiseShape shape);

    private readonly struct Factory : IVectorized<DepthwiseKernels>
    {
        public DepthwiseKernels For<T>()
            where T : struct, ISimdVector<T> => new DepthwiseKernels<T>();
    }
}
