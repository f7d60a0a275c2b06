using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Benchmarks.Micro;

/// <summary>
/// Runs fused multiply-adds at the processor's peak speed: on registers only, in twelve independent chains.
/// </summary>
internal static class FmaPeak
{
    private const int Chains = 12;

    /// <summary>Does the given number of multiply-adds of one float each.</summary>
    /// <returns>A number that depends on all of them, so that the compiler cannot remove any.</returns>
    public static float Run(long multiplyAdds) => VectorWidth.Select(default(Loop))(multiplyAdds);

    private readonly struct Loop : IVectorized<Func<long, float>>
    {
        public Func<long, float> For<T>()
            where T : struct, ISimdVector<T> => Run<T>;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run<T>(long multiplyAdds)
        where T : struct, ISimdVector<T>
    {
        T x = T.Create(0.5f), y = T.Create(1f);
        T c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (long left = multiplyAdds / (Chains * T.Count); left > 0; left--)
        {
            c0 = T.FusedMultiplyAdd(c0, x, y);
            c1 = T.FusedMultiplyAdd(c1, x, y);
            c2 = T.FusedMultiplyAdd(c2, x, y);
            c3 = T.FusedMultiplyAdd(c3, x, y);
            c4 = T.FusedMultiplyAdd(c4, x, y);
            c5 = T.FusedMultiplyAdd(c5, x, y);
            c6 = T.FusedMultiplyAdd(c6, x, y);
            c7 = T.FusedMultiplyAdd(c7, x, y);
            c8 = T.FusedMultiplyAdd(c8, x, y);
            c9 = T.FusedMultiplyAdd(c9, x, y);
            c10 = T.FusedMultiplyAdd(c10, x, y);
            c11 = T.FusedMultiplyAdd(c11, x, y);
        }
        T sum = ((c0 + c1) + (c2 + c3)) + ((c4 + c5) + (c6 + c7)) + ((c8 + c9) + (c10 + c11));
        Span<float> lanes = stackalloc float[16];
        T.Store(sum, ref lanes[0], 0);
        return lanes[0];
    }
}
