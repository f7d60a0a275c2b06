using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>
/// Computes batch normalization of one panel, [batch][32]: y = γ(x − mean)/√(variance + ε) + β in each lane (Ioffe and
/// Szegedy 2015). Moments are computed from the difference to the first row in two passes, so that they are accurate
/// even if the mean is a thousand standard deviations.
/// </summary>
internal abstract class BatchNormKernels
{
    /// <summary>PyTorch's default of ε.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static BatchNormKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>Computes mean and biased variance of each lane over the rows.</summary>
    /// <param name="panel">[batch][32].</param>
    /// <param name="mean">Receives [32].</param>
    /// <param name="variance">Receives [32].</param>
    public abstract void Moments(ReadOnlySpan<float> panel, Span<float> mean, Span<float> variance);

    /// <summary>Computes 1/√(variance + ε) in each lane.</summary>
    /// <param name="variance">[32].</param>
    /// <param name="inverseStd">Receives [32].</param>
    public static void ComputeInverseStd(ReadOnlySpan<float> variance, Span<float> inverseStd)
    {
        for (int lane = 0; lane < Panel.Width; lane++) inverseStd[lane] = 1f / MathF.Sqrt(variance[lane] + Epsilon);
    }

    /// <summary>Computes normalized = (x − mean)·inverseStd and x ← γ·normalized + β.</summary>
    /// <param name="panel">x, [rows][32]; overwritten.</param>
    /// <param name="normalized">Receives [rows][32]; may be the panel itself if it is not needed.</param>
    /// <param name="mean">[32].</param>
    /// <param name="inverseStd">1/√(variance + ε), [32].</param>
    /// <param name="scale">γ, [32].</param>
    /// <param name="shift">β, [32].</param>
    public abstract void Forward(
        Span<float> panel, Span<float> normalized, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseStd,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift);

    /// <summary>
    /// Computes the gradient with respect to the input in place: dx = γ·inverseStd·(dy − Σdy/n −
    /// normalized·Σ(dy·normalized)/n). The two sums over the batch are also the gradients by β and γ.
    /// </summary>
    /// <param name="gradient">dy, [batch][32]; overwritten by dx.</param>
    /// <param name="normalized">The normalized values from <see cref="Forward"/>, [batch][32].</param>
    /// <param name="inverseStd">1/√(variance + ε), [32].</param>
    /// <param name="scale">γ, [32].</param>
    /// <param name="scaleGradient">Receives the gradient by γ, [32].</param>
    /// <param name="shiftGradient">Receives the gradient by β, [32].</param>
    public abstract void Backward(
        Span<float> gradient, ReadOnlySpan<float> normalized, ReadOnlySpan<float> inverseStd, ReadOnlySpan<float> scale,
        Span<float> scaleGradient, Span<float> shiftGradient);

    private readonly struct Factory : IVectorized<BatchNormKernels>
    {
        public BatchNormKernels For<T>()
            where T : struct, ISimdVector<T> => new BatchNormKernels<T>();
    }
}
