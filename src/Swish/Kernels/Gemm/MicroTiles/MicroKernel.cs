using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// Computes the innermost loop of all matrix products. Each output is one accumulator, to which terms are added in
/// ascending order of k with fused multiply-adds. If a sum is divided into parts, the first part starts at +0, and each
/// other part continues with the value in c. So results are bit-identical for all tile shapes, parts and vector widths.
/// </summary>
/// <remarks>
/// a is read in blocks of <c>block</c> terms, <c>jump</c> floats apart (the panels of a matrix); b is contiguous.
/// AggressiveOptimization keeps the unoptimized first tier from ever running it. The loop is unrolled four times,
/// because the loop overhead matters if two threads share a core, and each can issue only half as many instructions.
/// </remarks>
internal static unsafe class MicroKernel
{
    /// <summary>Computes a micro-tile.</summary>
    /// <param name="a">The first row and term of the broadcast operand.</param>
    /// <param name="jump">The number of floats from one block of a to the next.</param>
    /// <param name="block">The number of terms of a block.</param>
    /// <param name="b">The other operand, [depth][32].</param>
    /// <param name="depth">The number of terms of the sum.</param>
    /// <param name="start">The initial values of the accumulators, [rows][32]; may be c itself.</param>
    /// <param name="c">Receives the sums, [rows][32].</param>
    /// <param name="ahead">
    /// The address from which one cache line per iteration is prefetched into the L2 cache, or null.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TTile, TStride>(
        float* a, nint jump, int block, float* b, int depth, float* start, float* c, float* ahead)
        where TTile : struct, IMicroTile
        where TStride : struct, IOperandStride
    {
        // Without a prefetch address, prefetch a line that is already in the cache, which costs nothing.
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
