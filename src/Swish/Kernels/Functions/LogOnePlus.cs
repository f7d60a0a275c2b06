using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>ln(1 + e) for the e that functions such as softplus meet.</summary>
internal static class LogOnePlus
{
    /// <summary>
    /// ln(1 + e) for 0 ≤ e ≤ 1, within 2 ulp of itself: e + e²·Q(e), Q the polynomial of the least largest relative error,
    /// 5e-9.
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
