using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// The step of an optimizer over a run of parameters in one pass: decay, the rule, and the moving average, with each
/// value read and written once.
/// </summary>
/// <typeparam name="TRule">The rule of the optimizer.</typeparam>
internal abstract class OptimizerKernel<TRule>
    where TRule : struct, IOptimizerRule
{
    /// <summary>Gets the kernel for the widest registers.</summary>
    public static OptimizerKernel<TRule> Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>
    /// Computes g ← g + decay·w, the step of the rule, and a ← a + share·(w − a), element by element.
    /// </summary>
    /// <param name="rule">The rule of the optimizer.</param>
    /// <param name="weights">The parameters, overwritten; the length is a multiple of 32.</param>
    /// <param name="gradient">Their gradient, as long, and left as it is.</param>
    /// <param name="first">The first state of the rule, as long and overwritten; empty where there is none.</param>
    /// <param name="second">The second state of the rule, as long and overwritten; empty where there is none.</param>
    /// <param name="average">The moving average a, as long and overwritten; empty where there is none.</param>
    /// <param name="decay">The share of a parameter that is added to its gradient.</param>
    /// <param name="share">The share of the new parameter in the average: 1 − d.</param>
    public abstract void Run(
        TRule rule, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second,
        Span<float> average, float decay, float share);

    private readonly struct Factory : IVectorized<OptimizerKernel<TRule>>
    {
        public OptimizerKernel<TRule> For<T>()
            where T : struct, ISimdVector<T> => new OptimizerKernel<TRule, T>();
    }
}
