using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>
/// Computes batch normalization of one panel, [batch][32]: y = γ(x − mean)/√(variance + ε) + β in each lane (Ioffe and
/// Szegedy 2015). Moments are computed from the difference to the first row in two passes, so that they are accurate
/// even if the mean is a thousand standard deviations.
/// </summary>
internal static class BatchNormKernels
{
    /// <summary>PyTorch's default of ε.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>Computes mean and biased variance of each lane over the rows.</summary>
    /// <param name="panel">[batch][32].</param>
    /// <param name="mean">Receives [32].</param>
    /// <param name="variance">Receives [32].</param>
    public static void Moments(ReadOnlySpan<float> panel, Span<float> mean, Span<float> variance)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Moments<Simd512>(panel, mean, variance); break;
            case 256: Moments<Simd256>(panel, mean, variance); break;
            case 128: Moments<Simd128>(panel, mean, variance); break;
            default: Moments<Simd32>(panel, mean, variance); break;
        }
    }

    /// <summary>Computes 1/√(variance + ε) in each lane.</summary>
    /// <param name="variance">[32].</param>
    /// <param name="inverse">Receives [32].</param>
    public static void InverseDeviation(ReadOnlySpan<float> variance, Span<float> inverse)
    {
        for (int lane = 0; lane < Panel.Width; lane++) inverse[lane] = 1f / MathF.Sqrt(variance[lane] + Epsilon);
    }

    /// <summary>Computes normalized = (x − mean)·inverse and x ← γ·normalized + β.</summary>
    /// <param name="panel">x, [rows][32]; overwritten.</param>
    /// <param name="normalized">Receives [rows][32]; may be the panel itself if it is not needed.</param>
    /// <param name="mean">[32].</param>
    /// <param name="inverse">1/√(variance + ε), [32].</param>
    /// <param name="scale">γ, [32].</param>
    /// <param name="shift">β, [32].</param>
    public static void Forward(
        Span<float> panel, Span<float> normalized, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Forward<Simd512>(panel, normalized, mean, inverse, scale, shift); break;
            case 256: Forward<Simd256>(panel, normalized, mean, inverse, scale, shift); break;
            case 128: Forward<Simd128>(panel, normalized, mean, inverse, scale, shift); break;
            default: Forward<Simd32>(panel, normalized, mean, inverse, scale, shift); break;
        }
    }

    /// <summary>
    /// Computes the gradient by the input in place: dx = γ·inverse·(dy − Σdy/n − normalized·Σ(dy·normalized)/n). The
    /// two sums over the batch are also the gradients by β and γ.
    /// </summary>
    /// <param name="error">dy, [batch][32]; overwritten by dx.</param>
    /// <param name="normalized">What see cref="Forward(Span{float}, Span{float}, ReadOnlySpan{float},
    /// ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/> left, [batch][32].</param>
    /// <param name="inverse">1/√(variance + ε), [32].</param>
    /// <param name="scale">γ, [32].</param>
    /// <param name="scaleGradient">Receives the gradient by γ, [32].</param>
    /// <param name="shiftGradient">Receives the gradient by β, [32].</param>
    public static void Backward(
        Span<float> error, ReadOnlySpan<float> normalized, ReadOnlySpan<float> inverse, ReadOnlySpan<float> scale,
        Span<float> scaleGradient, Span<float> shiftGradient)
    {
        ElementwiseKernels.SumRows(error, shiftGradient);
        ElementwiseKernels.SumProducts(error, normalized, scaleGradient);
        switch (VectorWidth.Bits)
        {
            case 512: Backward<Simd512>(error, normalized, inverse, scale, scaleGradient, shiftGradient); break;
            case 256: Backward<Simd256>(error, normalized, inverse, scale, scaleGradient, shiftGradient); break;
            case 128: Backward<Simd128>(error, normalized, inverse, scale, scaleGradient, shiftGradient); break;
            default: Backward<Simd32>(error, normalized, inverse, scale, scaleGradient, shiftGradient); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Moments<T>(ReadOnlySpan<float> panel, Span<float> mean, Span<float> variance)
        where T : struct, ISimdVector<T>
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
    internal static void Forward<T>(
        Span<float> panel, Span<float> normalized, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
        where T : struct, ISimdVector<T>
    {
        ref float p = ref MemoryMarshal.GetReference(panel);
        ref float n = ref MemoryMarshal.GetReference(normalized[..panel.Length]);
        for (int lane = 0; lane < Panel.Width; lane += T.Count)
        {
            T average = T.Load(in mean[lane], 0), factor = T.Load(in inverse[lane], 0);
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
    internal static void Backward<T>(
        Span<float> error, ReadOnlySpan<float> normalized, ReadOnlySpan<float> inverse, ReadOnlySpan<float> scale,
        ReadOnlySpan<float> scaleGradient, ReadOnlySpan<float> shiftGradient)
        where T : struct, ISimdVector<T>
    {
        ref float e = ref MemoryMarshal.GetReference(error);
        ref float n = ref MemoryMarshal.GetReference(normalized[..error.Length]);
        T count = T.Create(error.Length / Panel.Width);
        for (int lane = 0; lane < Panel.Width; lane += T.Count)
        {
            T mean = T.Load(in shiftGradient[lane], 0) / count;
            T slope = T.Load(in scaleGradient[lane], 0) / count;
            T factor = T.Load(in scale[lane], 0) * T.Load(in inverse[lane], 0);
            for (nuint i = (nuint)lane; i < (nuint)error.Length; i += Panel.Width)
            {
                T centerd = T.FusedMultiplyAdd(-slope, T.Load(ref n, i), T.Load(ref e, i) - mean);
                T.Store(factor * centerd, ref e, i);
            }
        }
    }
}
