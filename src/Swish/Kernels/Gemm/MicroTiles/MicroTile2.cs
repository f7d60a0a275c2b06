using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents a micro-tile of 2 rows.</summary>
internal unsafe struct MicroTile2<T, TRow> : IMicroTile
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0, _c1;

    public static int Rows => 2;

    public static bool UnrollK4 => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _c0 = TRow.Load(start);
        _c1 = TRow.Load(start + Panel.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(a[k * TStride.Step]), row);
        _c1.Accumulate(T.Create(a[k * TStride.Step + TStride.Row]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c)
    {
        _c0.Store(c);
        _c1.Store(c + Panel.Width);
    }
}
