using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Accumulates two rows of a panel, [32] each, over nonzero entries: four registers per row, or two of 512 bits.
/// </summary>
internal unsafe struct TwoRowAccumulator<T>
    where T : struct, ISimdVector<T>
{
    private T _x0, _x1, _x2, _x3, _y0, _y1, _y2, _y3;

    private static bool IsTwo => 2 * T.Count == Panel.Width;

    /// <summary>Sets both rows from [32] floats each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* first, float* second)
    {
        _x0 = T.Load(ref *first, 0);
        _x1 = T.Load(ref *first, (nuint)T.Count);
        _y0 = T.Load(ref *second, 0);
        _y1 = T.Load(ref *second, (nuint)T.Count);
        if (IsTwo) return;
        _x2 = T.Load(ref *first, (nuint)(2 * T.Count));
        _x3 = T.Load(ref *first, (nuint)(3 * T.Count));
        _y2 = T.Load(ref *second, (nuint)(2 * T.Count));
        _y3 = T.Load(ref *second, (nuint)(3 * T.Count));
    }

    /// <summary>Adds the entry's value · its row of b, [32], to the first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToFirst(SparseEntry* entry, float* b)
    {
        T v = T.Create(entry->Value);
        b += (uint)entry->Offset;
        T.Accumulate(v, ref *b, 0, ref _x0);
        T.Accumulate(v, ref *b, (nuint)T.Count, ref _x1);
        if (IsTwo) return;
        T.Accumulate(v, ref *b, (nuint)(2 * T.Count), ref _x2);
        T.Accumulate(v, ref *b, (nuint)(3 * T.Count), ref _x3);
    }

    /// <summary>Adds the entry's value · its row of b, [32], to the second row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToSecond(SparseEntry* entry, float* b)
    {
        T v = T.Create(entry->Value);
        b += (uint)entry->Offset;
        T.Accumulate(v, ref *b, 0, ref _y0);
        T.Accumulate(v, ref *b, (nuint)T.Count, ref _y1);
        if (IsTwo) return;
        T.Accumulate(v, ref *b, (nuint)(2 * T.Count), ref _y2);
        T.Accumulate(v, ref *b, (nuint)(3 * T.Count), ref _y3);
    }

    /// <summary>Writes the second row, then the first, [32] floats each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* first, float* second)
    {
        T.Store(_y0, ref *second, 0);
        T.Store(_y1, ref *second, (nuint)T.Count);
        if (!IsTwo)
        {
            T.Store(_y2, ref *second, (nuint)(2 * T.Count));
            T.Store(_y3, ref *second, (nuint)(3 * T.Count));
        }
        T.Store(_x0, ref *first, 0);
        T.Store(_x1, ref *first, (nuint)T.Count);
        if (IsTwo) return;
        T.Store(_x2, ref *first, (nuint)(2 * T.Count));
        T.Store(_x3, ref *first, (nuint)(3 * T.Count));
    }
}
