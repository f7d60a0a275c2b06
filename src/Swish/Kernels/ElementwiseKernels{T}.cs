using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>Computes the elementwise kernels with vectors of type <typeparamref name="T"/>.</summary>
internal sealed class ElementwiseKernels<T> : ElementwiseKernels
    where T : struct, ISimdVector<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void AddLanes(Span<float> panel, ReadOnlySpan<float> lanes)
    {
        nuint length = (nuint)panel.Length;
        ref float p = ref MemoryMarshal.GetReference(panel);
        ref float l = ref MemoryMarshal.GetReference(lanes[..Panel.Width]);
        for (nuint lane = 0; lane < Panel.Width; lane += (nuint)T.Count)
        {
            T value = T.Load(ref l, lane);
            for (nuint i = lane; i < length; i += Panel.Width) T.Store(T.Load(ref p, i) + value, ref p, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        ref float t = ref MemoryMarshal.GetReference(target);
        ref float s = ref MemoryMarshal.GetReference(source[..target.Length]);
        for (nuint i = 0; i < (nuint)target.Length; i += (nuint)T.Count) T.Store(T.Load(ref t, i) + T.Load(ref s, i), ref t, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Multiply(Span<float> target, ReadOnlySpan<float> source)
    {
        ref float t = ref MemoryMarshal.GetReference(target);
        ref float s = ref MemoryMarshal.GetReference(source[..target.Length]);
        for (nuint i = 0; i < (nuint)target.Length; i += (nuint)T.Count) T.Store(T.Load(ref t, i) * T.Load(ref s, i), ref t, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Gate(Span<float> x, ReadOnlySpan<float> gate, Span<float> slope)
    {
        ref float px = ref MemoryMarshal.GetReference(x);
        ref float pg = ref MemoryMarshal.GetReference(gate[..x.Length]);
        ref float ps = ref MemoryMarshal.GetReference(slope[..x.Length]);
        for (nuint i = 0; i < (nuint)x.Length; i += (nuint)T.Count)
        {
            T value = T.Load(ref px, i);
            T.Store(value * T.Load(ref ps, i), ref ps, i);
            T.Store(value * T.Load(ref pg, i), ref px, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void SumRows(ReadOnlySpan<float> panel, Span<float> sums)
    {
        ref float p = ref MemoryMarshal.GetReference(panel);
        ref float s = ref MemoryMarshal.GetReference(sums[..Panel.Width]);
        for (nuint lane = 0; lane < Panel.Width; lane += (nuint)T.Count)
        {
            T sum = T.Create(0f);
            for (nuint i = lane; i < (nuint)panel.Length; i += Panel.Width) sum += T.Load(ref p, i);
            T.Store(sum, ref s, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void SumProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sums)
    {
        ref float pa = ref MemoryMarshal.GetReference(a);
        ref float pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        ref float s = ref MemoryMarshal.GetReference(sums[..Panel.Width]);
        for (nuint lane = 0; lane < Panel.Width; lane += (nuint)T.Count)
        {
            T sum = T.Create(0f);
            for (nuint i = lane; i < (nuint)a.Length; i += Panel.Width)
                sum = T.FusedMultiplyAdd(T.Load(ref pa, i), T.Load(ref pb, i), sum);
            T.Store(sum, ref s, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void ExpOfDifference(Span<float> values, float subtrahend)
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        T s = T.Create(subtrahend);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)T.Count)
            T.Store(Exponential.Exp(T.Load(ref v, i) - s), ref v, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override bool AreWithin(ReadOnlySpan<float> values, float limit)
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        // A value at the limit is within it; NaN is not.
        T bound = T.Create(MathF.BitIncrement(limit));
        T within = T.CreateBits(-1);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)T.Count)
            within = T.And(within, T.LessThan(T.Abs(T.Load(ref v, i)), bound));
        Span<float> flags = stackalloc float[T.Count];
        T.Store(within, ref MemoryMarshal.GetReference(flags), 0);
        return MemoryMarshal.Cast<float, int>(flags).IndexOfAnyExcept(-1) < 0;
    }
}
