using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// The innermost loop of all three products. Each output is one accumulator that takes its summands in ascending k with
/// a fused multiply-add. Where a sum is done in parts, the first starts at +0 and each other at what the one before left
/// in c. So the order, and with it every bit, is the same for each tile shape, part and register width.
/// </summary>
/// <remarks>
/// a is read in blocks of <c>block</c> terms, <c>jump</c> floats apart (the panels of a matrix); b is contiguous.
/// AggressiveOptimization keeps the unoptimized first tier from ever running it. The loop is unrolled four times, since
/// its own instructions count where two threads share a core: each thread then issues half as many.
/// </remarks>
internal static unsafe class MicroKernel
{
    /// <summary>Computes a tile.</summary>
    /// <param name="a">The first row and term of the broadcast operand.</param>
    /// <param name="jump">Floats from one of its blocks to the next.</param>
    /// <param name="block">Terms of a block.</param>
    /// <param name="b">The other operand, [depth][32].</param>
    /// <param name="depth">The terms of the sum.</param>
    /// <param name="start">The initial values of the accumulators, [rows][32]; may be c itself.</param>
    /// <param name="c">Gets the sums, [rows][32].</param>
    /// <param name="ahead">
    /// From where on a cache line is prefetched into the second-level cache in each iteration, or null.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TTile, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c, float* ahead)
        where TTile : struct, IMicroTile
        where TStride : struct, IOperandStride
    {
        // a line that is at hand costs nothing to ask for
        nint line = ahead is null ? 0 : WeightPrefetcher.LineLength;
        if (ahead is null) ahead = b;
        TTile tile = default;
        tile.Load(start);
        while (depth > 0)
        {
            int count = Math.Min(block, depth);
            depth -= count;
            float* p = a;
            if (TTile.UnrollK4)
            {
                for (; count >= 4; count -= 4)
                {
                    if (Sse.IsSupported) Sse.Prefetch1(ahead);
                    ahead += line;
                    tile.Add<TStride>(p, b, 0);
                    tile.Add<TStride>(p, b, 1);
                    tile.Add<TStride>(p, b, 2);
                    tile.Add<TStride>(p, b, 3);
                    p += 4 * TStride.Step;
                    b += 4 * Panel.Width;
                }
            }
            for (; count > 0; count--)
            {
                tile.Add<TStride>(p, b, 0);
                p += TStride.Step;
                b += Panel.Width;
            }
            a += jump;
        }
        tile.Store(c);
    }
}
