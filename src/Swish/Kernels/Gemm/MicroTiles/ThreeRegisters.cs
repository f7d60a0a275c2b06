using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents the part of a row in three registers.</summary>
internal unsafe struct ThreeRegisters<T> : IRowRegisters<T, ThreeRegisters<T>>
    where T : struct, ISimdVector<T>
{
    private T _first, _second, _third;

    public static int Count => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreeRegisters<T> Load(float* source)
    {
        ThreeRegisters<T> row;
        row._first = T.Load(ref *source, 0);
        row._second = T.Load(ref *source, (nuint)T.Count);
        row._third = T.Load(ref *source, (nuint)(2 * T.Count));
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(T x, ThreeRegisters<T> b)
    {
        T.Accumulate(x, b._first, ref _first);
        T.Accumulate(x, b._second, ref _second);
        T.Accumulate(x, b._third, ref _third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target)
    {
        T.Store(_first, ref *target, 0);
        T.Store(_second, ref *target, (nuint)T.Count);
        T.Store(_third, ref *target, (nuint)(2 * T.Count));
    }
}
