using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents the part of a row in one register.</summary>
internal unsafe struct OneRegister<T> : IRowRegisters<T, OneRegister<T>>
    where T : struct, ISimdVector<T>
{
    private T _first;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<T> Load(float* source)
    {
        OneRegister<T> row;
        row._first = T.Load(ref *source, 0);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(T x, OneRegister<T> b)
    {
        T.Accumulate(x, b._first, ref _first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target)
    {
        T.Store(_first, ref *target, 0);
    }
}
