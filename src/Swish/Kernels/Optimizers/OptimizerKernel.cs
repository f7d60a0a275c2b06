using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// Updates parameters in one pass: decay, the rule of the optimizer, and the moving average. Each value is read and
/// written once.
/// </summary>
internal static class OptimizerKernel
{
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
    public static void Run<TRule>(
        TRule rule, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second,
        Span<float> average, float decay, float share)
        where TRule : struct, IOptimizerRule
    {
        switch (VectorWidth.Bits)
        {
            case 512: Run<TRule, Simd512>(rule, weights, gradient, first, second, average, decay, share); break;
            case 256: Run<TRule, Simd256>(rule, weights, gradient, first, second, average, decay, share); break;
            case 128: Run<TRule, Simd128>(rule, weights, gradient, first, second, average, decay, share); break;
            default: Run<TRule, Simd32>(rule, weights, gradient, first, second, average, decay, share); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<TRule, T>(
        TRule rule, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second,
        Span<float> average, float decay, float share)
        where TRule : struct, IOptimizerRule
        where T : struct, ISimdVector<T>
    {
        // The slices throw if a span is too short, so that the accesses below need no bounds checks.
        int length = weights.Length;
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient[..length]);
        ref float s = ref MemoryMarshal.GetReference(first[..(TRule.MomentCount > 0 ? length : 0)]);
        ref float q = ref MemoryMarshal.GetReference(second[..(TRule.MomentCount > 1 ? length : 0)]);
        ref float a = ref MemoryMarshal.GetReference(average);
        bool averages = !average[..Math.Min(average.Length, length)].IsEmpty;
        T decays = T.Create(decay), shares = T.Create(share);
        for (nuint i = 0; i < (nuint)length; i += (nuint)T.Count)
        {
            T weight = T.Load(ref w, i);
            T slope = T.FusedMultiplyAdd(decays, weight, T.Load(ref g, i));
            T one = TRule.MomentCount > 0 ? T.Load(ref s, i) : slope;
            T two = TRule.MomentCount > 1 ? T.Load(ref q, i) : slope;
            rule.Apply(ref weight, slope, ref one, ref two);
            T.Store(weight, ref w, i);
            if (TRule.MomentCount > 0) T.Store(one, ref s, i);
            if (TRule.MomentCount > 1) T.Store(two, ref q, i);
            if (averages)
            {
                T mean = T.Load(ref a, i);
                T.Store(T.FusedMultiplyAdd(shares, weight - mean, mean), ref a, i);
            }
        }
    }
}
