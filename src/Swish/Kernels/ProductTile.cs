using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>
/// The innermost loops of all three products: a tile of r rows by one or two registers of outputs,
/// c[i] = Σₖ a[i, k]·b[k], each output one accumulator that starts at +0 and takes its summands in ascending k with a
/// fused multiply-add. The accumulators stay in registers over the whole sum, so that the order, and with it every bit,
/// is the same for each tile shape and register width.
/// </summary>
/// <remarks>
/// a is read in blocks of <c>block</c> summands, <c>jump</c> floats apart (the panels of a matrix); b is rows of 32 floats
/// without gaps; c is rows of 32 floats. AggressiveOptimization keeps the first, unoptimised tier from ever running them.
/// </remarks>
internal static unsafe class ProductTile
{
    /// <summary>8 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows8<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        T c1a = zero, c1b = zero;
        T c2a = zero, c2b = zero;
        T c3a = zero, c3b = zero;
        T c4a = zero, c4b = zero;
        T c5a = zero, c5b = zero;
        T c6a = zero, c6b = zero;
        T c7a = zero, c7b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 8);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                c1b = T.FusedMultiplyAdd(x, b1, c1b);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                c2b = T.FusedMultiplyAdd(x, b1, c2b);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                c3b = T.FusedMultiplyAdd(x, b1, c3b);
                x = T.Create(p[4 * TStride.Row]);
                c4a = T.FusedMultiplyAdd(x, b0, c4a);
                c4b = T.FusedMultiplyAdd(x, b1, c4b);
                x = T.Create(p[5 * TStride.Row]);
                c5a = T.FusedMultiplyAdd(x, b0, c5a);
                c5b = T.FusedMultiplyAdd(x, b1, c5b);
                x = T.Create(p[6 * TStride.Row]);
                c6a = T.FusedMultiplyAdd(x, b0, c6a);
                c6b = T.FusedMultiplyAdd(x, b1, c6b);
                x = T.Create(p[7 * TStride.Row]);
                c7a = T.FusedMultiplyAdd(x, b0, c7a);
                c7b = T.FusedMultiplyAdd(x, b1, c7b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c1b, ref *c, (nuint)(Panel.Width + T.Count));
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c2b, ref *c, (nuint)(2 * Panel.Width + T.Count));
        T.Store(c3a, ref *c, 3 * Panel.Width);
        T.Store(c3b, ref *c, (nuint)(3 * Panel.Width + T.Count));
        T.Store(c4a, ref *c, 4 * Panel.Width);
        T.Store(c4b, ref *c, (nuint)(4 * Panel.Width + T.Count));
        T.Store(c5a, ref *c, 5 * Panel.Width);
        T.Store(c5b, ref *c, (nuint)(5 * Panel.Width + T.Count));
        T.Store(c6a, ref *c, 6 * Panel.Width);
        T.Store(c6b, ref *c, (nuint)(6 * Panel.Width + T.Count));
        T.Store(c7a, ref *c, 7 * Panel.Width);
        T.Store(c7b, ref *c, (nuint)(7 * Panel.Width + T.Count));
    }

    /// <summary>6 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows6<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        T c1a = zero, c1b = zero;
        T c2a = zero, c2b = zero;
        T c3a = zero, c3b = zero;
        T c4a = zero, c4b = zero;
        T c5a = zero, c5b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 6);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                c1b = T.FusedMultiplyAdd(x, b1, c1b);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                c2b = T.FusedMultiplyAdd(x, b1, c2b);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                c3b = T.FusedMultiplyAdd(x, b1, c3b);
                x = T.Create(p[4 * TStride.Row]);
                c4a = T.FusedMultiplyAdd(x, b0, c4a);
                c4b = T.FusedMultiplyAdd(x, b1, c4b);
                x = T.Create(p[5 * TStride.Row]);
                c5a = T.FusedMultiplyAdd(x, b0, c5a);
                c5b = T.FusedMultiplyAdd(x, b1, c5b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c1b, ref *c, (nuint)(Panel.Width + T.Count));
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c2b, ref *c, (nuint)(2 * Panel.Width + T.Count));
        T.Store(c3a, ref *c, 3 * Panel.Width);
        T.Store(c3b, ref *c, (nuint)(3 * Panel.Width + T.Count));
        T.Store(c4a, ref *c, 4 * Panel.Width);
        T.Store(c4b, ref *c, (nuint)(4 * Panel.Width + T.Count));
        T.Store(c5a, ref *c, 5 * Panel.Width);
        T.Store(c5b, ref *c, (nuint)(5 * Panel.Width + T.Count));
    }

    /// <summary>5 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows5<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        T c1a = zero, c1b = zero;
        T c2a = zero, c2b = zero;
        T c3a = zero, c3b = zero;
        T c4a = zero, c4b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 5);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                c1b = T.FusedMultiplyAdd(x, b1, c1b);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                c2b = T.FusedMultiplyAdd(x, b1, c2b);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                c3b = T.FusedMultiplyAdd(x, b1, c3b);
                x = T.Create(p[4 * TStride.Row]);
                c4a = T.FusedMultiplyAdd(x, b0, c4a);
                c4b = T.FusedMultiplyAdd(x, b1, c4b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c1b, ref *c, (nuint)(Panel.Width + T.Count));
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c2b, ref *c, (nuint)(2 * Panel.Width + T.Count));
        T.Store(c3a, ref *c, 3 * Panel.Width);
        T.Store(c3b, ref *c, (nuint)(3 * Panel.Width + T.Count));
        T.Store(c4a, ref *c, 4 * Panel.Width);
        T.Store(c4b, ref *c, (nuint)(4 * Panel.Width + T.Count));
    }

    /// <summary>4 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        T c1a = zero, c1b = zero;
        T c2a = zero, c2b = zero;
        T c3a = zero, c3b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 4);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                c1b = T.FusedMultiplyAdd(x, b1, c1b);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                c2b = T.FusedMultiplyAdd(x, b1, c2b);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                c3b = T.FusedMultiplyAdd(x, b1, c3b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c1b, ref *c, (nuint)(Panel.Width + T.Count));
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c2b, ref *c, (nuint)(2 * Panel.Width + T.Count));
        T.Store(c3a, ref *c, 3 * Panel.Width);
        T.Store(c3b, ref *c, (nuint)(3 * Panel.Width + T.Count));
    }

    /// <summary>2 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows2<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        T c1a = zero, c1b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 2);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                c1b = T.FusedMultiplyAdd(x, b1, c1b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c1b, ref *c, (nuint)(Panel.Width + T.Count));
    }

    /// <summary>1 row by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero, c0b = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 1);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T b1 = T.Load(ref *b, (nuint)T.Count);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                c0b = T.FusedMultiplyAdd(x, b1, c0b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c0b, ref *c, (nuint)T.Count);
    }

    /// <summary>8 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows8Narrow<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero;
        T c1a = zero;
        T c2a = zero;
        T c3a = zero;
        T c4a = zero;
        T c5a = zero;
        T c6a = zero;
        T c7a = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 8);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                x = T.Create(p[4 * TStride.Row]);
                c4a = T.FusedMultiplyAdd(x, b0, c4a);
                x = T.Create(p[5 * TStride.Row]);
                c5a = T.FusedMultiplyAdd(x, b0, c5a);
                x = T.Create(p[6 * TStride.Row]);
                c6a = T.FusedMultiplyAdd(x, b0, c6a);
                x = T.Create(p[7 * TStride.Row]);
                c7a = T.FusedMultiplyAdd(x, b0, c7a);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c3a, ref *c, 3 * Panel.Width);
        T.Store(c4a, ref *c, 4 * Panel.Width);
        T.Store(c5a, ref *c, 5 * Panel.Width);
        T.Store(c6a, ref *c, 6 * Panel.Width);
        T.Store(c7a, ref *c, 7 * Panel.Width);
    }

    /// <summary>4 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4Narrow<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero;
        T c1a = zero;
        T c2a = zero;
        T c3a = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 4);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                x = T.Create(p[TStride.Row]);
                c1a = T.FusedMultiplyAdd(x, b0, c1a);
                x = T.Create(p[2 * TStride.Row]);
                c2a = T.FusedMultiplyAdd(x, b0, c2a);
                x = T.Create(p[3 * TStride.Row]);
                c3a = T.FusedMultiplyAdd(x, b0, c3a);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
        T.Store(c1a, ref *c, Panel.Width);
        T.Store(c2a, ref *c, 2 * Panel.Width);
        T.Store(c3a, ref *c, 3 * Panel.Width);
    }

    /// <summary>1 row by one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1Narrow<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        T zero = T.Create(0f);
        T c0a = zero;
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            upcoming.Fetch();
            Upcoming.FetchRows<TStride>(a + jump, 1);
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0);
                T x = T.Create(p[0]);
                c0a = T.FusedMultiplyAdd(x, b0, c0a);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        T.Store(c0a, ref *c, 0);
    }
}
