using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Products;

/// <summary>
/// As <see cref="ProductTile"/>, for a whole panel in four registers of 256 bits: 3 rows by 4 registers are as many sums
/// as 6 by 2, and each line of b is read once, one after the other, which the hardware fetches ahead best.
/// </summary>
internal static unsafe class PanelTile
{
    /// <summary>3 rows by four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows3<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b, out T c0c, out T c0d);
        Load(start + Panel.Width, out T c1a, out T c1b, out T c1c, out T c1d);
        Load(start + 2 * Panel.Width, out T c2a, out T c2b, out T c2c, out T c2d);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T x0 = T.Create(*p);
                T x1 = T.Create(p[TStride.Row]);
                T x2 = T.Create(p[2 * TStride.Row]);
                Add(T.Load(ref *b, 0), x0, x1, x2, ref c0a, ref c1a, ref c2a);
                Add(T.Load(ref *b, (nuint)T.Count), x0, x1, x2, ref c0b, ref c1b, ref c2b);
                Add(T.Load(ref *b, (nuint)(2 * T.Count)), x0, x1, x2, ref c0c, ref c1c, ref c2c);
                Add(T.Load(ref *b, (nuint)(3 * T.Count)), x0, x1, x2, ref c0d, ref c1d, ref c2d);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b, c0c, c0d);
        Store(c + Panel.Width, c1a, c1b, c1c, c1d);
        Store(c + 2 * Panel.Width, c2a, c2b, c2c, c2d);
    }

    /// <summary>2 rows by four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows2<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b, out T c0c, out T c0d);
        Load(start + Panel.Width, out T c1a, out T c1b, out T c1c, out T c1d);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T x0 = T.Create(*p);
                T x1 = T.Create(p[TStride.Row]);
                Add(T.Load(ref *b, 0), x0, x1, ref c0a, ref c1a);
                Add(T.Load(ref *b, (nuint)T.Count), x0, x1, ref c0b, ref c1b);
                Add(T.Load(ref *b, (nuint)(2 * T.Count)), x0, x1, ref c0c, ref c1c);
                Add(T.Load(ref *b, (nuint)(3 * T.Count)), x0, x1, ref c0d, ref c1d);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b, c0c, c0d);
        Store(c + Panel.Width, c1a, c1b, c1c, c1d);
    }

    /// <summary>1 row by four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b, out T c0c, out T c0d);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T x0 = T.Create(*p);
                Add(T.Load(ref *b, 0), x0, ref c0a);
                Add(T.Load(ref *b, (nuint)T.Count), x0, ref c0b);
                Add(T.Load(ref *b, (nuint)(2 * T.Count)), x0, ref c0c);
                Add(T.Load(ref *b, (nuint)(3 * T.Count)), x0, ref c0d);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b, c0c, c0d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T b, T x0, T x1, T x2, ref T c0, ref T c1, ref T c2)
        where T : struct, ILanes<T>
    {
        T.Accumulate(b, x0, ref c0);
        T.Accumulate(b, x1, ref c1);
        T.Accumulate(b, x2, ref c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T b, T x0, T x1, ref T c0, ref T c1)
        where T : struct, ILanes<T>
    {
        T.Accumulate(b, x0, ref c0);
        T.Accumulate(b, x1, ref c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T b, T x0, ref T c0)
        where T : struct, ILanes<T>
    {
        T.Accumulate(b, x0, ref c0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T>(float* start, out T c0, out T c1, out T c2, out T c3)
        where T : struct, ILanes<T>
    {
        c0 = T.Load(ref *start, 0);
        c1 = T.Load(ref *start, (nuint)T.Count);
        c2 = T.Load(ref *start, (nuint)(2 * T.Count));
        c3 = T.Load(ref *start, (nuint)(3 * T.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(float* c, T c0, T c1, T c2, T c3)
        where T : struct, ILanes<T>
    {
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *c, (nuint)T.Count);
        T.Store(c2, ref *c, (nuint)(2 * T.Count));
        T.Store(c3, ref *c, (nuint)(3 * T.Count));
    }
}
