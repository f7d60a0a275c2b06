using System.Runtime.CompilerServices;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution.Tiles;

/// <summary>Represents a micro-tile of 4 outputs.</summary>
internal unsafe struct SpacedTile4<T, TRow> : ISpacedTile<T>
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0, _c1, _c2, _c3;

    public static int Rows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        _c0 = default;
        _c1 = default;
        _c2 = default;
        _c3 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* p0, float* p3, float* p6, float* p9, float* p12, float* p15, nint step, float* b, int k)
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(p0[k]), row);
        _c1.Accumulate(T.Create(p0[step + k]), row);
        _c2.Accumulate(T.Create(p0[2 * step + k]), row);
        _c3.Accumulate(T.Create(p3[k]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c, nint step)
    {
        _c0.Store(c);
        _c1.Store(c + step);
        _c2.Store(c + 2 * step);
        _c3.Store(c + 3 * step);
    }
}
