using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>
/// The step of an optimizer over a run of parameters in one pass: decay, the rule, and the moving average, with each
/// value read and written once.
/// </summary>
internal static class OptimizerKernel
{
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
        // The slices reject spans that are too short, once for all the unchecked access below.
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
