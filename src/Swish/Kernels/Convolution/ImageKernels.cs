using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>
/// Computes operations on the channels of images, [position][lanes] with a multiple of 16 lanes. Vectors of lanes
/// contain one value for each channel. Sums run over the positions in ascending order in each lane.
/// </summary>
internal abstract class ImageKernels
{
    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static ImageKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>Adds a vector to each position: image[position, lane] += lanes[lane].</summary>
    /// <param name="image">[position][lanes], overwritten.</param>
    /// <param name="addend">[lanes].</param>
    public abstract void AddLanes(Span<float> image, ReadOnlySpan<float> addend);

    /// <summary>Sums some lanes over the positions, from +0.</summary>
    /// <param name="image">[position][lanes], from the first lane to sum.</param>
    /// <param name="lanes">The number of lanes of the image.</param>
    /// <param name="sums">Receives the sums; its length, a multiple of 16, is the number of lanes to sum.</param>
    public abstract void SumPositions(ReadOnlySpan<float> image, int lanes, Span<float> sums);

    /// <summary>
    /// Computes mean and biased variance of each lane over the positions, in two passes and from the difference to the
    /// first position, so that they are accurate even if the mean is a thousand standard deviations.
    /// </summary>
    /// <param name="image">[position][lanes].</param>
    /// <param name="mean">Receives [lanes].</param>
    /// <param name="variance">Receives [lanes].</param>
    public abstract void Moments(ReadOnlySpan<float> image, Span<float> mean, Span<float> variance);

    /// <summary>Computes γ·((x − mean)·inverseStd) + β at each position.</summary>
    /// <param name="image">x, [position][lanes].</param>
    /// <param name="lanes">The constants of each lane.</param>
    /// <param name="target">Receives [position][lanes]; may be the image itself.</param>
    public abstract void Normalize(ReadOnlySpan<float> image, in NormalizationLanes lanes, Span<float> target);

    /// <summary>
    /// Adds the sums of the backward pass of a normalization: Σdy and Σ(dy·normalized) over the positions, with normalized
    /// = (x − mean)·inverseStd. The sums continue with the values that they have.
    /// </summary>
    /// <param name="gradient">dy, [position][lanes].</param>
    /// <param name="image">x, [position][lanes].</param>
    /// <param name="lanes">The constants of each lane.</param>
    /// <param name="sums">Σdy, [lanes].</param>
    /// <param name="productSums">Σ(dy·normalized), [lanes].</param>
    public abstract void AddGradientSums(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, in NormalizationLanes lanes, Span<float> sums,
        Span<float> productSums);

    /// <summary>
    /// Computes the gradient with respect to the input of a normalization: dx = factor·(dy − mean gradient −
    /// slope·normalized), with normalized = (x − mean)·inverseStd.
    /// </summary>
    /// <param name="gradient">dy, [position][lanes].</param>
    /// <param name="image">x, [position][lanes].</param>
    /// <param name="lanes">The constants of each lane.</param>
    /// <param name="meanGradient">The mean of dy over the batch, [lanes].</param>
    /// <param name="slope">The mean of dy·normalized over the batch, [lanes].</param>
    /// <param name="factor">γ·inverseStd, [lanes].</param>
    /// <param name="target">Receives dx, [position][lanes]; may be the gradient itself.</param>
    public abstract void NormalizeGradient(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, in NormalizationLanes lanes,
        ReadOnlySpan<float> meanGradient, ReadOnlySpan<float> slope, ReadOnlySpan<float> factor, Span<float> target);

    /// <summary>
    /// Normalizes the channels of each position: y = γ(x − mean)/√(variance + ε) + β with the moments of the position. A
    /// sum over channels is 16 sums over every 16th channel, which are then added in ascending order.
    /// </summary>
    /// <param name="image">x, [position][lanes], with zero in lanes after the last channel.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="scale">γ, [lanes], with zero in lanes after the last channel.</param>
    /// <param name="shift">β, [lanes], with zero in lanes after the last channel.</param>
    /// <param name="target">Receives [position][lanes].</param>
    public abstract void NormalizePositions(
        ReadOnlySpan<float> image, int channels, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift,
        Span<float> target);

    /// <summary>
    /// Computes the gradients of <see cref="NormalizePositions"/>: dx = (g − mean of g − normalized·mean of
    /// g·normalized)/√(variance + ε) with g = γ·dy, and the sums over the positions of dy and dy·normalized.
    /// </summary>
    /// <param name="gradient">dy, [position][lanes].</param>
    /// <param name="image">x, [position][lanes].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="scale">γ, [lanes], with zero in lanes after the last channel.</param>
    /// <param name="target">Receives dx, [position][lanes].</param>
    /// <param name="sums">Receives Σdy, [lanes].</param>
    /// <param name="productSums">Receives Σ(dy·normalized), [lanes].</param>
    public abstract void NormalizePositionsGradient(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, int channels, ReadOnlySpan<float> scale,
        Span<float> target, Span<float> sums, Span<float> productSums);

    /// <summary>Computes target = a·b elementwise.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor, of the same length.</param>
    /// <param name="target">Receives the product; may be a or b.</param>
    public abstract void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target);

    /// <summary>Sets the lanes from <paramref name="used"/> on to zero at each position.</summary>
    /// <param name="image">[position][lanes], overwritten from there on.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <param name="used">The number of channels.</param>
    public static void ClearPadding(Span<float> image, int lanes, int used)
    {
        if (used >= lanes) return;
        for (int at = 0; at < image.Length; at += lanes) image[(at + used)..(at + lanes)].Clear();
    }

    private readonly struct Factory : IVectorized<ImageKernels>
    {
        public ImageKernels For<T>()
            where T : struct, ISimdVector<T> => new ImageKernels<T>();
    }
}
