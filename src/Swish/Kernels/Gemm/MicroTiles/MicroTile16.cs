using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents a micro-tile of 16 rows, for rows of one register.</summary>
internal unsafe struct MicroTile16<T, TRow> : IMicroTile
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0, _c1, _c2, _c3, _c4, _c5, _c6, _c7,
        _c8, _c9, _c10, _c11, _c12, _c13, _c14, _c15;

    public static int Rows => 16;

    public static bool UnrollK4 => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _c0 = TRow.Load(start);
        _c1 = TRow.Load(start + Panel.Width);
        _c2 = TRow.Load(start + 2 * Panel.Width);
        _c3 = TRow.Load(start + 3 * Panel.Width);
        _c4 = TRow.Load(start + 4 * Panel.Width);
        _c5 = TRow.Load(start + 5 * Panel.Width);
        _c6 = TRow.Load(start + 6 * Panel.Width);
        _c7 = TRow.Load(start + 7 * Panel.Width);
        _c8 = TRow.Load(start + 8 * Panel.Width);
        _c9 = TRow.Load(start + 9 * Panel.Width);
        _c10 = TRow.Load(start + 10 * Panel.Width);
        _c11 = TRow.Load(start + 11 * Panel.Width);
        _c12 = TRow.Load(start + 12 * Panel.Width);
        _c13 = TRow.Load(start + 13 * Panel.Width);
        _c14 = TRow.Load(start + 14 * Panel.Width);
        _c15 = TRow.Load(start + 15 * Panel.Width);
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
        _c6.Accumulate(T.Create(a[k * TStride.Step + 6 * TStride.Row]), row);
        _c7.Accumulate(T.Create(a[k * TStride.Step + 7 * TStride.Row]), row);
        _c8.Accumulate(T.Create(a[k * TStride.Step + 8 * TStride.Row]), row);
        _c9.Accumulate(T.Create(a[k * TStride.Step + 9 * TStride.Row]), row);
        _c10.Accumulate(T.Create(a[k * TStride.Step + 10 * TStride.Row]), row);
        _c11.Accumulate(T.Create(a[k * TStride.Step + 11 * TStride.Row]), row);
        _c12.Accumulate(T.Create(a[k * TStride.Step + 12 * TStride.Row]), row);
        _c13.Accumulate(T.Create(a[k * TStride.Step + 13 * TStride.Row]), row);
        _c14.Accumulate(T.Create(a[k * TStride.Step + 14 * TStride.Row]), row);
        _c15.Accumulate(T.Create(a[k * TStride.Step + 15 * TStride.Row]), row);
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
        _c6.Store(c + 6 * Panel.Width);
        _c7.Store(c + 7 * Panel.Width);
        _c8.Store(c + 8 * Panel.Width);
        _c9.Store(c + 9 * Panel.Width);
        _c10.Store(c + 10 * Panel.Width);
        _c11.Store(c + 11 * Panel.Width);
        _c12.Store(c + 12 * Panel.Width);
        _c13.Store(c + 13 * Panel.Width);
        _c14.Store(c + 14 * Panel.Width);
        _c15.Store(c + 15 * Panel.Width);
    }
}
