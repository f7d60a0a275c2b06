using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents a micro-tile of 1 row.</summary>
internal unsafe struct MicroTile1<T, TRow> : IMicroTile
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0;

    public static int Rows => 1;

    public static bool UnrollK4 => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _c0 = TRow.Load(start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(a[k * TStride.Step]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c)
    {
        _c0.Store(c);
    }
}
