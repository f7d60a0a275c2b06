using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>Updates parameters with vectors of type <typeparamref name="T"/>.</summary>
internal sealed class OptimizerKernel<TRule, T> : OptimizerKernel<TRule>
    where TRule : struct, IOptimizerRule
    where T : struct, ISimdVector<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Run(
        TRule rule, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second,
        Span<float> average, float decay, float share)
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
