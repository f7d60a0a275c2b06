using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>Computes operations on the channels of images with vectors of type <typeparamref name="T"/>.</summary>
internal sealed class ImageKernels<T> : ImageKernels
    where T : struct, ISimdVector<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void AddLanes(Span<float> image, ReadOnlySpan<float> addend)
    {
        nuint length = (nuint)image.Length, step = (nuint)addend.Length;
        ref float p = ref MemoryMarshal.GetReference(image);
        for (int lane = 0; lane < addend.Length; lane += T.Count)
        {
            T value = T.Load(in addend[lane], 0);
            for (nuint i = (nuint)lane; i < length; i += step) T.Store(T.Load(ref p, i) + value, ref p, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void SumPositions(ReadOnlySpan<float> image, int lanes, Span<float> sums)
    {
        nuint length = (nuint)image.Length, step = (nuint)lanes;
        ref float p = ref MemoryMarshal.GetReference(image);
        for (int lane = 0; lane < sums.Length; lane += T.Count)
        {
            T sum = T.Create(0f);
            for (nuint i = (nuint)lane; i < length; i += step) sum += T.Load(ref p, i);
            T.Store(sum, ref sums[lane], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Moments(ReadOnlySpan<float> image, Span<float> mean, Span<float> variance)
    {
        nuint length = (nuint)image.Length, step = (nuint)mean.Length;
        ref float p = ref MemoryMarshal.GetReference(image);
        T count = T.Create(image.Length / mean.Length);
        for (int lane = 0; lane < mean.Length; lane += T.Count)
        {
            T first = T.Load(ref p, (nuint)lane);
            T sum = T.Create(0f);
            for (nuint i = (nuint)lane; i < length; i += step) sum += T.Load(ref p, i) - first;
            T average = sum / count;
            T squares = T.Create(0f), rest = T.Create(0f);
            for (nuint i = (nuint)lane; i < length; i += step)
            {
                T distance = T.Load(ref p, i) - first - average;
                rest += distance;
                squares = T.FusedMultiplyAdd(distance, distance, squares);
            }
            // Subtract the rounding error of the mean from the squares (Chan, Golub and LeVeque 1983).
            rest /= count;
            T.Store(first + (average + rest), ref mean[lane], 0);
            T.Store(T.FusedMultiplyAdd(-rest, rest, squares / count), ref variance[lane], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Normalize(ReadOnlySpan<float> image, in NormalizationLanes lanes, Span<float> target)
    {
        ReadOnlySpan<float> means = lanes.Mean, inverseStd = lanes.InverseStd, scale = lanes.Scale, shift = lanes.Shift;
        nuint length = (nuint)image.Length, step = (nuint)means.Length;
        ref float p = ref MemoryMarshal.GetReference(image);
        ref float t = ref MemoryMarshal.GetReference(target[..image.Length]);
        for (int lane = 0; lane < means.Length; lane += T.Count)
        {
            T mean = T.Load(in means[lane], 0), factor = T.Load(in inverseStd[lane], 0);
            T gamma = T.Load(in scale[lane], 0), beta = T.Load(in shift[lane], 0);
            for (nuint i = (nuint)lane; i < length; i += step)
                T.Store(T.FusedMultiplyAdd(gamma, (T.Load(ref p, i) - mean) * factor, beta), ref t, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void AddGradientSums(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, in NormalizationLanes lanes, Span<float> sums,
        Span<float> productSums)
    {
        ReadOnlySpan<float> means = lanes.Mean, inverseStd = lanes.InverseStd;
        nuint length = (nuint)image.Length, step = (nuint)means.Length;
        ref float p = ref MemoryMarshal.GetReference(image);
        ref float g = ref MemoryMarshal.GetReference(gradient[..image.Length]);
        for (int lane = 0; lane < means.Length; lane += T.Count)
        {
            T mean = T.Load(in means[lane], 0), factor = T.Load(in inverseStd[lane], 0);
            T sum = T.Load(in sums[lane], 0), products = T.Load(in productSums[lane], 0);
            for (nuint i = (nuint)lane; i < length; i += step)
            {
                T value = T.Load(ref g, i);
                sum += value;
                products = T.FusedMultiplyAdd(value, (T.Load(ref p, i) - mean) * factor, products);
            }
            T.Store(sum, ref sums[lane], 0);
            T.Store(products, ref productSums[lane], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void NormalizeGradient(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, in NormalizationLanes lanes,
        ReadOnlySpan<float> meanGradient, ReadOnlySpan<float> slope, ReadOnlySpan<float> factor, Span<float> target)
    {
        ReadOnlySpan<float> means = lanes.Mean, inverseStd = lanes.InverseStd;
        nuint length = (nuint)image.Length, step = (nuint)means.Length;
        ref float p = ref MemoryMarshal.GetReference(image);
        ref float g = ref MemoryMarshal.GetReference(gradient[..image.Length]);
        ref float t = ref MemoryMarshal.GetReference(target[..image.Length]);
        for (int lane = 0; lane < means.Length; lane += T.Count)
        {
            T mean = T.Load(in means[lane], 0), inverse = T.Load(in inverseStd[lane], 0);
            T average = T.Load(in meanGradient[lane], 0), negative = -T.Load(in slope[lane], 0);
            T scale = T.Load(in factor[lane], 0);
            for (nuint i = (nuint)lane; i < length; i += step)
            {
                T normalized = (T.Load(ref p, i) - mean) * inverse;
                T centered = T.FusedMultiplyAdd(negative, normalized, T.Load(ref g, i) - average);
                T.Store(scale * centered, ref t, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target)
    {
        ref float p = ref MemoryMarshal.GetReference(a);
        ref float q = ref MemoryMarshal.GetReference(b[..a.Length]);
        ref float t = ref MemoryMarshal.GetReference(target[..a.Length]);
        for (nuint i = 0; i < (nuint)a.Length; i += (nuint)T.Count) T.Store(T.Load(ref p, i) * T.Load(ref q, i), ref t, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void NormalizePositions(
        ReadOnlySpan<float> image, int channels, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift,
        Span<float> target)
    {
        int lanes = scale.Length;
        Span<float> mask = stackalloc float[ImageShape.LaneBlock];
        FillMask(mask, channels);
        for (int at = 0; at < image.Length; at += lanes)
        {
            ReadOnlySpan<float> x = image.Slice(at, lanes);
            (float mean, float inverseStd) = PositionMoments(x, channels, mask);
            T average = T.Create(mean), factor = T.Create(inverseStd);
            for (int lane = 0; lane < lanes; lane += T.Count)
            {
                T normalized = (T.Load(in x[lane], 0) - average) * factor;
                T value = T.FusedMultiplyAdd(T.Load(in scale[lane], 0), normalized, T.Load(in shift[lane], 0));
                T.Store(value, ref target[at + lane], 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void NormalizePositionsGradient(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, int channels, ReadOnlySpan<float> scale,
        Span<float> target, Span<float> sums, Span<float> productSums)
    {
        int lanes = scale.Length;
        Span<float> mask = stackalloc float[ImageShape.LaneBlock];
        FillMask(mask, channels);
        sums.Clear();
        productSums.Clear();
        for (int at = 0; at < image.Length; at += lanes)
        {
            ReadOnlySpan<float> x = image.Slice(at, lanes), dy = gradient.Slice(at, lanes);
            (float mean, float inverseStd) = PositionMoments(x, channels, mask);
            (float sum, float products) = PositionSums(dy, x, scale, mean, inverseStd);
            T average = T.Create(mean), factor = T.Create(inverseStd);
            T meanGradient = T.Create(sum / channels), slope = -T.Create(products / channels);
            for (int lane = 0; lane < lanes; lane += T.Count)
            {
                T normalized = (T.Load(in x[lane], 0) - average) * factor;
                T own = T.Load(in dy[lane], 0);
                T centered = T.FusedMultiplyAdd(slope, normalized, own * T.Load(in scale[lane], 0) - meanGradient);
                T.Store(factor * centered, ref target[at + lane], 0);
                T.Store(T.Load(in sums[lane], 0) + own, ref sums[lane], 0);
                T.Store(
                    T.FusedMultiplyAdd(own, normalized, T.Load(in productSums[lane], 0)), ref productSums[lane], 0);
            }
        }
    }

    /// <summary>Sets the lanes of the last block of 16 that contain channels to 1, and the others to 0.</summary>
    private static void FillMask(Span<float> mask, int channels)
    {
        int used = (channels - 1) % ImageShape.LaneBlock + 1;
        mask[..used].Fill(1);
        mask[used..].Clear();
    }

    /// <summary>Computes mean and 1/√(variance + ε) of the channels of a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (float Mean, float InverseStd) PositionMoments(
        ReadOnlySpan<float> x, int channels, ReadOnlySpan<float> mask)
    {
        Span<float> sums = stackalloc float[ImageShape.LaneBlock];
        int last = x.Length - ImageShape.LaneBlock;
        for (int lane = 0; lane < ImageShape.LaneBlock; lane += T.Count)
        {
            T sum = T.Create(0f);
            for (int i = lane; i < x.Length; i += ImageShape.LaneBlock) sum += T.Load(in x[i], 0);
            T.Store(sum, ref sums[lane], 0);
        }
        float mean = Total(sums) / channels;
        T average = T.Create(mean);
        for (int lane = 0; lane < ImageShape.LaneBlock; lane += T.Count)
        {
            T sum = T.Create(0f);
            for (int i = lane; i < last; i += ImageShape.LaneBlock)
            {
                T distance = T.Load(in x[i], 0) - average;
                sum = T.FusedMultiplyAdd(distance, distance, sum);
            }
            T rest = (T.Load(in x[last + lane], 0) - average) * T.Load(in mask[lane], 0);
            T.Store(T.FusedMultiplyAdd(rest, rest, sum), ref sums[lane], 0);
        }
        return (mean, 1f / MathF.Sqrt(Total(sums) / channels + BatchNormKernels.Epsilon));
    }

    /// <summary>Computes the sums over the channels of a position of γ·dy and γ·dy·normalized.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (float Sum, float Products) PositionSums(
        ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, float mean, float inverseStd)
    {
        Span<float> sums = stackalloc float[ImageShape.LaneBlock], products = stackalloc float[ImageShape.LaneBlock];
        T average = T.Create(mean), factor = T.Create(inverseStd);
        for (int lane = 0; lane < ImageShape.LaneBlock; lane += T.Count)
        {
            T sum = T.Create(0f), product = T.Create(0f);
            for (int i = lane; i < x.Length; i += ImageShape.LaneBlock)
            {
                T own = T.Load(in dy[i], 0) * T.Load(in scale[i], 0);
                sum += own;
                product = T.FusedMultiplyAdd(own, (T.Load(in x[i], 0) - average) * factor, product);
            }
            T.Store(sum, ref sums[lane], 0);
            T.Store(product, ref products[lane], 0);
        }
        return (Total(sums), Total(products));
    }

    private static float Total(ReadOnlySpan<float> sums)
    {
        float total = 0;
        foreach (float sum in sums) total += sum;
        return total;
    }
}
