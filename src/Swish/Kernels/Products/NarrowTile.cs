using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Products;

/// <summary>As <see cref="ProductTile"/>, for the rest of a panel that one register of outputs holds.</summary>
internal static unsafe class NarrowTile
{
    /// <summary>8 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows8<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T c0 = T.Load(ref *start, 0);
        T c1 = T.Load(ref *start, Panel.Width);
        T c2 = T.Load(ref *start, 2 * Panel.Width);
        T c3 = T.Load(ref *start, 3 * Panel.Width);
        T c4 = T.Load(ref *start, 4 * Panel.Width);
        T c5 = T.Load(ref *start, 5 * Panel.Width);
        T c6 = T.Load(ref *start, 6 * Panel.Width);
        T c7 = T.Load(ref *start, 7 * Panel.Width);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T.Accumulate(T.Create(*p), b0, ref c0);
                T.Accumulate(T.Create(p[TStride.Row]), b0, ref c1);
                T.Accumulate(T.Create(p[2 * TStride.Row]), b0, ref c2);
                T.Accumulate(T.Create(p[3 * TStride.Row]), b0, ref c3);
                T.Accumulate(T.Create(p[4 * TStride.Row]), b0, ref c4);
                T.Accumulate(T.Create(p[5 * TStride.Row]), b0, ref c5);
                T.Accumulate(T.Create(p[6 * TStride.Row]), b0, ref c6);
                T.Accumulate(T.Create(p[7 * TStride.Row]), b0, ref c7);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *c, Panel.Width);
        T.Store(c2, ref *c, 2 * Panel.Width);
        T.Store(c3, ref *c, 3 * Panel.Width);
        T.Store(c4, ref *c, 4 * Panel.Width);
        T.Store(c5, ref *c, 5 * Panel.Width);
        T.Store(c6, ref *c, 6 * Panel.Width);
        T.Store(c7, ref *c, 7 * Panel.Width);
    }

    /// <summary>4 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T c0 = T.Load(ref *start, 0);
        T c1 = T.Load(ref *start, Panel.Width);
        T c2 = T.Load(ref *start, 2 * Panel.Width);
        T c3 = T.Load(ref *start, 3 * Panel.Width);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T.Accumulate(T.Create(*p), b0, ref c0);
                T.Accumulate(T.Create(p[TStride.Row]), b0, ref c1);
                T.Accumulate(T.Create(p[2 * TStride.Row]), b0, ref c2);
                T.Accumulate(T.Create(p[3 * TStride.Row]), b0, ref c3);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *c, Panel.Width);
        T.Store(c2, ref *c, 2 * Panel.Width);
        T.Store(c3, ref *c, 3 * Panel.Width);
    }

    /// <summary>1 row by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T c0 = T.Load(ref *start, 0);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T.Accumulate(T.Create(*p), b0, ref c0);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0, ref *c, 0);
    }
}
