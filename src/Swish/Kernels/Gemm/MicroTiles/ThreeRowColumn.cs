using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents one register of each of three rows.</summary>
internal unsafe struct ThreeRowColumn<T>
    where T : struct, ISimdVector<T>
{
    private T _c0, _c1, _c2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* start)
    {
        _c0 = T.Load(ref *start, 0);
        _c1 = T.Load(ref *start, Panel.Width);
        _c2 = T.Load(ref *start, 2 * Panel.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(T x0, T x1, T x2, T b)
    {
        T.Accumulate(b, x0, ref _c0);
        T.Accumulate(b, x1, ref _c1);
        T.Accumulate(b, x2, ref _c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c)
    {
        T.Store(_c0, ref *c, 0);
        T.Store(_c1, ref *c, Panel.Width);
        T.Store(_c2, ref *c, 2 * Panel.Width);
    }
}
