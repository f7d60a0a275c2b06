using System.Runtime.CompilerServices;
using Swish.Kernels.Gemm.MicroTiles;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution.Tiles;

/// <summary>Represents a micro-tile of one output.</summary>
internal unsafe struct SpacedTile1<T, TRow> : ISpacedTile<T>
    where T : struct, ISimdVector<T>
    where TRow : struct, IRowRegisters<T, TRow>
{
    private TRow _c0;

    public static int Rows => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        _c0 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* p0, float* p3, float* p6, float* p9, float* p12, float* p15, nint step, float* b, int k)
    {
        TRow row = TRow.Load(b + k * Panel.Width);
        _c0.Accumulate(T.Create(p0[k]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c, nint step)
    {
        _c0.Store(c);
    }
}
