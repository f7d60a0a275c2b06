using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Products;

/// <summary>
/// The innermost loops of all three products: a tile of r rows by two registers of outputs,
/// c[i] = start[i] + Σₖ a[i, k]·b[k], each output one accumulator that takes its summands in ascending k with a fused
/// multiply-add. Where a sum is done in parts, the first starts at +0 and each other at what the one before left in c.
/// So the order, and with it every bit, is the same for each tile shape, part and register width.
/// </summary>
/// <remarks>
/// a is read in blocks of <c>block</c> summands, <c>jump</c> floats apart (the panels of a matrix); b is rows of 32
/// floats without gaps; start and c are rows of 32 floats. AggressiveOptimization keeps the first, unoptimised tier from
/// ever running them. The tallest tiles take two summands a turn, which leaves the loop's own work half as often.
/// </remarks>
internal static unsafe class ProductTile
{
    /// <summary>8 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows8<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        Load(start + Panel.Width, out T c1a, out T c1b);
        Load(start + 2 * Panel.Width, out T c2a, out T c2b);
        Load(start + 3 * Panel.Width, out T c3a, out T c3b);
        Load(start + 4 * Panel.Width, out T c4a, out T c4b);
        Load(start + 5 * Panel.Width, out T c5a, out T c5b);
        Load(start + 6 * Panel.Width, out T c6a, out T c6b);
        Load(start + 7 * Panel.Width, out T c7a, out T c7b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 1; count -= 2)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row], b0, b1, ref c5a, ref c5b);
                Add(p[6 * TStride.Row], b0, b1, ref c6a, ref c6b);
                Add(p[7 * TStride.Row], b0, b1, ref c7a, ref c7b);
                b0 = T.Load(ref *b, Panel.Width);
                b1 = T.Load(ref *b, (nuint)(Panel.Width + T.Count));
                Add(p[TStride.Step], b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row + TStride.Step], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row + TStride.Step], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row + TStride.Step], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row + TStride.Step], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row + TStride.Step], b0, b1, ref c5a, ref c5b);
                Add(p[6 * TStride.Row + TStride.Step], b0, b1, ref c6a, ref c6b);
                Add(p[7 * TStride.Row + TStride.Step], b0, b1, ref c7a, ref c7b);
                p += 2 * TStride.Step;
                b += 2 * Panel.Width;
            }
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row], b0, b1, ref c5a, ref c5b);
                Add(p[6 * TStride.Row], b0, b1, ref c6a, ref c6b);
                Add(p[7 * TStride.Row], b0, b1, ref c7a, ref c7b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
        Store(c + Panel.Width, c1a, c1b);
        Store(c + 2 * Panel.Width, c2a, c2b);
        Store(c + 3 * Panel.Width, c3a, c3b);
        Store(c + 4 * Panel.Width, c4a, c4b);
        Store(c + 5 * Panel.Width, c5a, c5b);
        Store(c + 6 * Panel.Width, c6a, c6b);
        Store(c + 7 * Panel.Width, c7a, c7b);
    }

    /// <summary>6 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows6<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        Load(start + Panel.Width, out T c1a, out T c1b);
        Load(start + 2 * Panel.Width, out T c2a, out T c2b);
        Load(start + 3 * Panel.Width, out T c3a, out T c3b);
        Load(start + 4 * Panel.Width, out T c4a, out T c4b);
        Load(start + 5 * Panel.Width, out T c5a, out T c5b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 1; count -= 2)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row], b0, b1, ref c5a, ref c5b);
                b0 = T.Load(ref *b, Panel.Width);
                b1 = T.Load(ref *b, (nuint)(Panel.Width + T.Count));
                Add(p[TStride.Step], b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row + TStride.Step], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row + TStride.Step], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row + TStride.Step], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row + TStride.Step], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row + TStride.Step], b0, b1, ref c5a, ref c5b);
                p += 2 * TStride.Step;
                b += 2 * Panel.Width;
            }
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                Add(p[5 * TStride.Row], b0, b1, ref c5a, ref c5b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
        Store(c + Panel.Width, c1a, c1b);
        Store(c + 2 * Panel.Width, c2a, c2b);
        Store(c + 3 * Panel.Width, c3a, c3b);
        Store(c + 4 * Panel.Width, c4a, c4b);
        Store(c + 5 * Panel.Width, c5a, c5b);
    }

    /// <summary>5 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows5<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        Load(start + Panel.Width, out T c1a, out T c1b);
        Load(start + 2 * Panel.Width, out T c2a, out T c2b);
        Load(start + 3 * Panel.Width, out T c3a, out T c3b);
        Load(start + 4 * Panel.Width, out T c4a, out T c4b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 1; count -= 2)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                b0 = T.Load(ref *b, Panel.Width);
                b1 = T.Load(ref *b, (nuint)(Panel.Width + T.Count));
                Add(p[TStride.Step], b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row + TStride.Step], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row + TStride.Step], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row + TStride.Step], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row + TStride.Step], b0, b1, ref c4a, ref c4b);
                p += 2 * TStride.Step;
                b += 2 * Panel.Width;
            }
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                Add(p[4 * TStride.Row], b0, b1, ref c4a, ref c4b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
        Store(c + Panel.Width, c1a, c1b);
        Store(c + 2 * Panel.Width, c2a, c2b);
        Store(c + 3 * Panel.Width, c3a, c3b);
        Store(c + 4 * Panel.Width, c4a, c4b);
    }

    /// <summary>4 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        Load(start + Panel.Width, out T c1a, out T c1b);
        Load(start + 2 * Panel.Width, out T c2a, out T c2b);
        Load(start + 3 * Panel.Width, out T c3a, out T c3b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                Add(p[2 * TStride.Row], b0, b1, ref c2a, ref c2b);
                Add(p[3 * TStride.Row], b0, b1, ref c3a, ref c3b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
        Store(c + Panel.Width, c1a, c1b);
        Store(c + 2 * Panel.Width, c2a, c2b);
        Store(c + 3 * Panel.Width, c3a, c3b);
    }

    /// <summary>2 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows2<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        Load(start + Panel.Width, out T c1a, out T c1b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                Add(p[TStride.Row], b0, b1, ref c1a, ref c1b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
        Store(c + Panel.Width, c1a, c1b);
    }

    /// <summary>1 row by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1<T, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c)
        where T : struct, ILanes<T>
        where TStride : struct, IOperandStride
    {
        Load(start, out T c0a, out T c0b);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            for (; count > 0; count--)
            {
                T b0 = T.Load(ref *b, 0), b1 = T.Load(ref *b, (nuint)T.Count);
                Add(*p, b0, b1, ref c0a, ref c0b);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        Store(c, c0a, c0b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T>(float* start, out T c0, out T c1)
        where T : struct, ILanes<T>
    {
        c0 = T.Load(ref *start, 0);
        c1 = T.Load(ref *start, (nuint)T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(float a, T b0, T b1, ref T c0, ref T c1)
        where T : struct, ILanes<T>
    {
        T x = T.Create(a);
        T.Accumulate(x, b0, ref c0);
        T.Accumulate(x, b1, ref c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(float* c, T c0, T c1)
        where T : struct, ILanes<T>
    {
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *c, (nuint)T.Count);
    }
}
