using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>Computes ln(1 + e) for functions such as softplus.</summary>
internal static class LogOnePlus
{
    /// <summary>
    /// Computes ln(1 + e) for 0 ≤ e ≤ 1, with an error of at most 2 ulp, as e + e²·Q(e) with the minimax polynomial Q,
    /// whose relative error is 5e-9.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfUnitInterval<T>(T e)
        where T : struct, ISimdVector<T>
    {
        T e2 = e * e;
        T e4 = e2 * e2;
        T low = T.FusedMultiplyAdd(e, T.Create(0.33329964f), T.Create(-0.499999f));
        T high = T.FusedMultiplyAdd(e, T.Create(0.1967594f), T.Create(-0.24954134f));
        low = T.FusedMultiplyAdd(e2, high, low);
        T next = T.FusedMultiplyAdd(e, T.Create(0.1060365f), T.Create(-0.15305592f));
        T last = T.FusedMultiplyAdd(e, T.Create(0.019851413f), T.Create(-0.05695946f));
        last = T.FusedMultiplyAdd(e2, T.Create(-0.003244012f), last);
        next = T.FusedMultiplyAdd(e2, last, next);
        return T.FusedMultiplyAdd(e2, T.FusedMultiplyAdd(e4, next, low), e);
    }
}
