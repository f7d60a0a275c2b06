using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>Batch normalization in vectors of type <typeparamref name="T"/>.</summary>
internal sealed class BatchNormKernels<T> : BatchNormKernels
    where T : struct, ISimdVector<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Moments(ReadOnlySpan<float> panel, Span<float> mean, Span<float> variance)
    {
        nuint length = (nuint)panel.Length;
        ref float p = ref MemoryMarshal.GetReference(panel);
        ref float m = ref MemoryMarshal.GetReference(mean[..Panel.Width]);
        ref float v = ref MemoryMarshal.GetReference(variance[..Panel.Width]);
        T count = T.Create(panel.Length / Panel.Width);
        for (nuint lane = 0; lane < Panel.Width; lane += (nuint)T.Count)
        {
            T first = T.Load(ref p, lane);
            T sum = T.Create(0f);
            for (nuint i = lane; i < length; i += Panel.Width) sum += T.Load(ref p, i) - first;
            T average = sum / count;
            T squares = T.Create(0f), rest = T.Create(0f);
            for (nuint i = lane; i < length; i += Panel.Width)
            {
                T distance = T.Load(ref p, i) - first - average;
                rest += distance;
                squares = T.FusedMultiplyAdd(distance, distance, squares);
            }
            // Subtract the rounding error of the mean from the squares (Chan, Golub and LeVeque 1983).
            rest /= count;
            T.Store(first + (average + rest), ref m, lane);
            T.Store(T.FusedMultiplyAdd(-rest, rest, squares / count), ref v, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(
        Span<float> panel, Span<float> normalized, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseStd,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        ref float p = ref MemoryMarshal.GetReference(panel);
        ref float n = ref MemoryMarshal.GetReference(normalized[..panel.Length]);
        for (int lane = 0; lane < Panel.Width; lane += T.Count)
        {
            T average = T.Load(in mean[lane], 0), factor = T.Load(in inverseStd[lane], 0);
            T gamma = T.Load(in scale[lane], 0), beta = T.Load(in shift[lane], 0);
            for (nuint i = (nuint)lane; i < (nuint)panel.Length; i += Panel.Width)
            {
                T value = (T.Load(ref p, i) - average) * factor;
                T.Store(value, ref n, i);
                T.Store(T.FusedMultiplyAdd(gamma, value, beta), ref p, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(
        Span<float> gradient, ReadOnlySpan<float> normalized, ReadOnlySpan<float> inverseStd, ReadOnlySpan<float> scale,
        Span<float> scaleGradient, Span<float> shiftGradient)
    {
        ElementwiseKernels.Current.SumRows(gradient, shiftGradient);
        ElementwiseKernels.Current.SumProducts(gradient, normalized, scaleGradient);
        ref float e = ref MemoryMarshal.GetReference(gradient);
        ref float n = ref MemoryMarshal.GetReference(normalized[..gradient.Length]);
        T count = T.Create(gradient.Length / Panel.Width);
        for (int lane = 0; lane < Panel.Width; lane += T.Count)
        {
            T mean = T.Load(in shiftGradient[lane], 0) / count;
            T slope = T.Load(in scaleGradient[lane], 0) / count;
            T factor = T.Load(in scale[lane], 0) * T.Load(in inverseStd[lane], 0);
            for (nuint i = (nuint)lane; i < (nuint)gradient.Length; i += Panel.Width)
            {
                T centered = T.FusedMultiplyAdd(-slope, T.Load(ref n, i), T.Load(ref e, i) - mean);
                T.Store(factor * centered, ref e, i);
            }
        }
    }
}
