using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>
/// Computes elementwise operations and sums of a panel, [row][32]. Vectors of 32 lanes contain one value for each
/// feature of the panel. Lengths are multiples of 32.
/// </summary>
internal static class ElementwiseKernels
{
    /// <summary>The largest gradient: larger ones end a run. Its square is finite in double.</summary>
    public const float LargestError = 1e30f;

    /// <summary>Adds a vector to each row: panel[row, lane] += lanes[lane].</summary>
    /// <param name="panel">[row][32], overwritten.</param>
    /// <param name="lanes">[32].</param>
    public static void AddLanes(Span<float> panel, ReadOnlySpan<float> lanes)
    {
        switch (VectorWidth.Bits)
        {
            case 512: AddLanes<Simd512>(panel, lanes); break;
            case 256: AddLanes<Simd256>(panel, lanes); break;
            case 128: AddLanes<Simd128>(panel, lanes); break;
            default: AddLanes<Simd32>(panel, lanes); break;
        }
    }

    /// <summary>Adds elementwise: target[i] += source[i].</summary>
    /// <param name="target">Overwritten.</param>
    /// <param name="source">The source, of the same length; may be the target itself.</param>
    public static void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Add<Simd512>(target, source); break;
            case 256: Add<Simd256>(target, source); break;
            case 128: Add<Simd128>(target, source); break;
            default: Add<Simd32>(target, source); break;
        }
    }

    /// <summary>Multiplies elementwise: target[i] *= source[i].</summary>
    /// <param name="target">Overwritten.</param>
    /// <param name="source">The source, of the same length; may be the target itself.</param>
    public static void Multiply(Span<float> target, ReadOnlySpan<float> source)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Multiply<Simd512>(target, source); break;
            case 256: Multiply<Simd256>(target, source); break;
            case 128: Multiply<Simd128>(target, source); break;
            default: Multiply<Simd32>(target, source); break;
        }
    }

    /// <summary>Sums each lane: sums[lane] = Σ over the rows of panel[row, lane], from +0 in ascending order.</summary>
    /// <param name="panel">[row][32].</param>
    /// <param name="sums">Receives [32].</param>
    public static void SumRows(ReadOnlySpan<float> panel, Span<float> sums)
    {
        switch (VectorWidth.Bits)
        {
            case 512: SumRows<Simd512>(panel, sums); break;
            case 256: SumRows<Simd256>(panel, sums); break;
            case 128: SumRows<Simd128>(panel, sums); break;
            default: SumRows<Simd32>(panel, sums); break;
        }
    }

    /// <summary>
    /// Sums products in each lane: sums[lane] = Σ over the rows of a[row, lane]·b[row, lane], from +0 in ascending
    /// order.
    /// </summary>
    /// <param name="a">[row][32].</param>
    /// <param name="b">[row][32].</param>
    /// <param name="sums">Receives [32].</param>
    public static void SumProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sums)
    {
        switch (VectorWidth.Bits)
        {
            case 512: SumProducts<Simd512>(a, b, sums); break;
            case 256: SumProducts<Simd256>(a, b, sums); break;
            case 128: SumProducts<Simd128>(a, b, sums); break;
            default: SumProducts<Simd32>(a, b, sums); break;
        }
    }

    /// <summary>Determines whether all values are finite and at most <paramref name="limit"/> in magnitude.</summary>
    /// <param name="values">The values.</param>
    /// <param name="limit">The largest magnitude.</param>
    public static bool AreWithin(ReadOnlySpan<float> values, float limit) => VectorWidth.Bits switch
    {
        512 => AreWithin<Simd512>(values, limit),
        256 => AreWithin<Simd256>(values, limit),
        128 => AreWithin<Simd128>(values, limit),
        _ => AreWithin<Simd32>(values, limit),
    };

    /// <summary>Sets the lanes from <paramref name="used"/> on to zero in each row.</summary>
    /// <param name="panel">[row][32], overwritten from there on.</param>
    /// <param name="used">The number of lanes that contain features, 1 to 32.</param>
    public static void ClearPadding(Span<float> panel, int used)
    {
        if (used >= Panel.Width) return;
        for (int row = 0; row < panel.Length; row += Panel.Width) panel[(row + used)..(row + Panel.Width)].Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void AddLanes<T>(Span<float> panel, ReadOnlySpan<float> lanes)
        where T : struct, ISimdVector<T>
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
    internal static void Add<T>(Span<float> target, ReadOnlySpan<float> source)
        where T : struct, ISimdVector<T>
    {
        ref float t = ref MemoryMarshal.GetReference(target);
        ref float s = ref MemoryMarshal.GetReference(source[..target.Length]);
        for (nuint i = 0; i < (nuint)target.Length; i += (nuint)T.Count) T.Store(T.Load(ref t, i) + T.Load(ref s, i), ref t, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Multiply<T>(Span<float> target, ReadOnlySpan<float> source)
        where T : struct, ISimdVector<T>
    {
        ref float t = ref MemoryMarshal.GetReference(target);
        ref float s = ref MemoryMarshal.GetReference(source[..target.Length]);
        for (nuint i = 0; i < (nuint)target.Length; i += (nuint)T.Count) T.Store(T.Load(ref t, i) * T.Load(ref s, i), ref t, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void SumRows<T>(ReadOnlySpan<float> panel, Span<float> sums)
        where T : struct, ISimdVector<T>
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
    internal static void SumProducts<T>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sums)
        where T : struct, ISimdVector<T>
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
    internal static bool AreWithin<T>(ReadOnlySpan<float> values, float limit)
        where T : struct, ISimdVector<T>
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        T bound = T.Create(limit);
        // A value at the limit is within it; NaN is not.
        T within = T.CreateBits(-1);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)T.Count)
        {
            T size = T.Abs(T.Load(ref v, i));
            within = T.And(within, T.Or(T.LessThan(size, bound), T.Equal(size, bound)));
        }
        Span<float> flags = stackalloc float[T.Count];
        T.Store(within, ref MemoryMarshal.GetReference(flags), 0);
        return MemoryMarshal.Cast<float, int>(flags).IndexOfAnyExcept(-1) < 0;
    }
}
