using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// Represents a micro-tile of 3 rows of a whole panel, in four vectors of 256 bits per row. It has as many accumulators
/// as 6 × 2, and reads each cache line of b once and in order, which is best for the hardware prefetcher. It needs all
/// sixteen registers: twelve accumulators, three broadcast values, and one for the values of b.
/// </summary>
internal unsafe struct MicroTilePanel3<T> : IMicroTile
    where T : struct, ISimdVector<T>
{
    private ThreeRowColumn<T> _first, _second, _third, _fourth;

    public static int Rows => 3;

    public static bool UnrollK4 => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _first.Load(start);
        _second.Load(start + T.Count);
        _third.Load(start + 2 * T.Count);
        _fourth.Load(start + 3 * T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride
    {
        T x0 = T.Create(a[k * TStride.Step]);
        T x1 = T.Create(a[k * TStride.Step + TStride.Row]);
        T x2 = T.Create(a[k * TStride.Step + 2 * TStride.Row]);
        nuint row = (nuint)(k * Panel.Width), one = (nuint)T.Count;
        _first.Accumulate(x0, x1, x2, T.Load(ref *b, row));
        _second.Accumulate(x0, x1, x2, T.Load(ref *b, row + one));
        _third.Accumulate(x0, x1, x2, T.Load(ref *b, row + 2 * one));
        _fourth.Accumulate(x0, x1, x2, T.Load(ref *b, row + 3 * one));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c)
    {
        _first.Store(c);
        _second.Store(c + T.Count);
        _third.Store(c + 2 * T.Count);
        _fourth.Store(c + 3 * T.Count);
    }
}
