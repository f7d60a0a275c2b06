using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents the part of a row in two registers.</summary>
internal unsafe struct TwoRegisters<T> : IRowRegisters<T, TwoRegisters<T>>
    where T : struct, ISimdVector<T>
{
    private T _first, _second;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> Load(float* source)
    {
        TwoRegisters<T> row;
        row._first = T.Load(ref *source, 0);
        row._second = T.Load(ref *source, (nuint)T.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(T x, TwoRegisters<T> b)
    {
        T.Accumulate(x, b._first, ref _first);
        T.Accumulate(x, b._second, ref _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target)
    {
        T.Store(_first, ref *target, 0);
        T.Store(_second, ref *target, (nuint)T.Count);
    }
}
