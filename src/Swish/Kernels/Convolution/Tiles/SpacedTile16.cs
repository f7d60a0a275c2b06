using System.Runtime.CompilerServices;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution.Tiles;

/// <summary>Represents a micro-tile of 16 outputs.</summary>
internal unsafe struct SpacedTile16<T, TRow> : ISpacedTile<T>
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0, _c1, _c2, _c3, _c4, _c5, _c6, _c7, _c8, _c9, _c10, _c11, _c12, _c13, _c14, _c15;

    public static int Rows => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        _c0 = default;
        _c1 = default;
        _c2 = default;
        _c3 = default;
        _c4 = default;
        _c5 = default;
        _c6 = default;
        _c7 = default;
        _c8 = default;
        _c9 = default;
        _c10 = default;
        _c11 = default;
        _c12 = default;
        _c13 = default;
        _c14 = default;
        _c15 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* p0, float* p3, float* p6, float* p9, float* p12, float* p15, nint step, float* b, int k)
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(p0[k]), row);
        _c1.Accumulate(T.Create(p0[step + k]), row);
        _c2.Accumulate(T.Create(p0[2 * step + k]), row);
        _c3.Accumulate(T.Create(p3[k]), row);
        _c4.Accumulate(T.Create(p3[step + k]), row);
        _c5.Accumulate(T.Create(p3[2 * step + k]), row);
        _c6.Accumulate(T.Create(p6[k]), row);
        _c7.Accumulate(T.Create(p6[step + k]), row);
        _c8.Accumulate(T.Create(p6[2 * step + k]), row);
        _c9.Accumulate(T.Create(p9[k]), row);
        _c10.Accumulate(T.Create(p9[step + k]), row);
        _c11.Accumulate(T.Create(p9[2 * step + k]), row);
        _c12.Accumulate(T.Create(p12[k]), row);
        _c13.Accumulate(T.Create(p12[step + k]), row);
        _c14.Accumulate(T.Create(p12[2 * step + k]), row);
        _c15.Accumulate(T.Create(p15[k]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c, nint step)
    {
        _c0.Store(c);
        _c1.Store(c + step);
        _c2.Store(c + 2 * step);
        _c3.Store(c + 3 * step);
        _c4.Store(c + 4 * step);
        _c5.Store(c + 5 * step);
        _c6.Store(c + 6 * step);
        _c7.Store(c + 7 * step);
        _c8.Store(c + 8 * step);
        _c9.Store(c + 9 * step);
        _c10.Store(c + 10 * step);
        _c11.Store(c + 11 * step);
        _c12.Store(c + 12 * step);
        _c13.Store(c + 13 * step);
        _c14.Store(c + 14 * step);
        _c15.Store(c + 15 * step);
    }
}
