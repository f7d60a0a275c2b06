using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// Updates parameters in one pass: decay, the rule of the optimizer, and the moving average. Each value is read and
/// written once.
/// </summary>
/// <typeparam name="TRule">The rule of the optimizer.</typeparam>
internal abstract class OptimizerKernel<TRule>
    where TRule : struct, IOptimizerRule
{
    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static OptimizerKernel<TRule> Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>
    /// Computes g ← g + decay·w, applies the rule, and computes a ← a + share·(w − a), elementwise.
    /// </summary>
    /// <param name="rule">The rule of the optimizer.</param>
    /// <param name="weights">The parameters, overwritten; the length is a multiple of 32.</param>
    /// <param name="gradient">The gradient, of the same length; does not change.</param>
    /// <param name="first">The first moment, of the same length, overwritten; empty if there is none.</param>
    /// <param name="second">The second moment, of the same length, overwritten; empty if there is none.</param>
    /// <param name="average">The moving average a, of the same length, overwritten; empty if there is none.</param>
    /// <param name="decay">The factor of the parameters that are added to the gradient.</param>
    /// <param name="share">The weight of the new parameters in the average: 1 − d.</param>
    public abstract void Run(
        TRule rule, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second,
        Span<float> average, float decay, float share);

    private readonly struct Factory : IVectorized<OptimizerKernel<TRule>>
    {
        public OptimizerKernel<TRule> For<T>()
            where T : struct, ISimdVector<T> => new OptimizerKernel<TRule, T>();
    }
}
