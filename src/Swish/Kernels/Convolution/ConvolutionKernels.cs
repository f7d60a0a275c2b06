using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>
/// Computes the products of a convolution over one image. The image is padded with zeros (<see cref="ImagePadding"/>),
/// so that each output is a sum of the same length, and is read in place: nothing is copied to columns. Each sum has one
/// accumulator, which takes one fused multiply-add per term in ascending order, so that results are bit-identical for
/// all tiles and vector widths. Terms of the padding are zeros times weights.
/// </summary>
internal abstract class ConvolutionKernels
{
    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static ConvolutionKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>
    /// Computes a panel of outputs: c[row, column, lane] = Σₖ a[terms of (row, column)][k]·b[k, lane] from +0, k
    /// ascending over (kernel row, kernel column, channel).
    /// </summary>
    /// <param name="a">The padded image.</param>
    /// <param name="b">The weights, [depth][32].</param>
    /// <param name="c">Receives the outputs; must not overlap a or b.</param>
    /// <param name="shape">The shape of the product.</param>
    /// <param name="lanes">The number of lanes, 16 or 32.</param>
    /// <param name="prefetcher">Prefetches images that are needed next.</param>
    /// <param name="stop">Cancels the product of a large image; c is incomplete then.</param>
    public abstract void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape, int lanes,
        ImagePrefetcher prefetcher = default, CancellationToken stop = default);

    /// <summary>
    /// Adds the gradient of the weights over one image: c[k, lane] += Σ over the outputs, rows and columns ascending, of
    /// a[terms of (row, column)][k]·b[row, column, lane]. The accumulators continue with the values of c.
    /// </summary>
    /// <param name="a">The padded image.</param>
    /// <param name="b">The gradient with respect to the outputs.</param>
    /// <param name="c">The gradient of the weights, [depth][32].</param>
    /// <param name="shape">The shape of the product.</param>
    /// <param name="lanes">The number of lanes, 16 or 32.</param>
    /// <param name="prefetcher">Prefetches images that are needed next.</param>
    /// <param name="stop">Cancels the product of a large image; c is incomplete then.</param>
    public abstract void MultiplyTransposed(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape, int lanes,
        ImagePrefetcher prefetcher = default, CancellationToken stop = default);

    private readonly struct Factory : IVectorized<ConvolutionKernels>
    {
        public ConvolutionKernels For<T>()
            where T : struct, ISimdVector<T> => new ConvolutionKernels<T>();
    }
}
