using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents the part of a row in four registers.</summary>
internal unsafe struct FourRegisters<T> : IRowRegisters<T, FourRegisters<T>>
    where T : struct, ISimdVector<T>
{
    private T _first, _second, _third, _fourth;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> Load(float* source)
    {
        FourRegisters<T> row;
        row._first = T.Load(ref *source, 0);
        row._second = T.Load(ref *source, (nuint)T.Count);
        row._third = T.Load(ref *source, (nuint)(2 * T.Count));
        row._fourth = T.Load(ref *source, (nuint)(3 * T.Count));
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(T x, FourRegisters<T> b)
    {
        T.Accumulate(x, b._first, ref _first);
        T.Accumulate(x, b._second, ref _second);
        T.Accumulate(x, b._third, ref _third);
        T.Accumulate(x, b._fourth, ref _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target)
    {
        T.Store(_first, ref *target, 0);
        T.Store(_second, ref *target, (nuint)T.Count);
        T.Store(_third, ref *target, (nuint)(2 * T.Count));
        T.Store(_fourth, ref *target, (nuint)(3 * T.Count));
    }
}
