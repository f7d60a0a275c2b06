using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents a micro-tile of 6 rows.</summary>
internal unsafe struct MicroTile6<T, TRow> : IMicroTile
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0, _c1, _c2, _c3, _c4, _c5;

    public static int Rows => 6;

    public static bool UnrollK4 => TRow.Count == 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _c0 = TRow.Load(start);
        _c1 = TRow.Load(start + Panel.Width);
        _c2 = TRow.Load(start + 2 * Panel.Width);
        _c3 = TRow.Load(start + 3 * Panel.Width);
        _c4 = TRow.Load(start + 4 * Panel.Width);
        _c5 = TRow.Load(start + 5 * Panel.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(a[k * TStride.Step]), row);
        _c1.Accumulate(T.Create(a[k * TStride.Step + TStride.Row]), row);
        _c2.Accumulate(T.Create(a[k * TStride.Step + 2 * TStride.Row]), row);
        _c3.Accumulate(T.Create(a[k * TStride.Step + 3 * TStride.Row]), row);
        _c4.Accumulate(T.Create(a[k * TStride.Step + 4 * TStride.Row]), row);
        _c5.Accumulate(T.Create(a[k * TStride.Step + 5 * TStride.Row]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c)
    {
        _c0.Store(c);
        _c1.Store(c + Panel.Width);
        _c2.Store(c + 2 * Panel.Width);
        _c3.Store(c + 3 * Panel.Width);
        _c4.Store(c + 4 * Panel.Width);
        _c5.Store(c + 5 * Panel.Width);
    }
}
