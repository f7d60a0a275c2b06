using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes erf and erfc of vectors of doubles, with relative errors below 1e-12 even in the tail of erfc.
/// </summary>
internal static class DoubleErrorFunction
{
    private const double Center = 3.5;

    // erf(u)/u in u², |u| ≤ 1, error 4e-16.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearPolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(9.428596956834164e-09);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-1.5188281247335167e-07));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(1.631035651387174e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-1.4913300906316395e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.00012054681918310599));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0008548304871782741));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.005223977154105304));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.026866170586496874));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.11283791670580423));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.376126389031744));
        return T.FusedMultiplyAdd(sum, z, T.Create(1.1283791670955121));
    }

    // erfc(u)·e^(u²)·(u + 3.5) in t = (u − 3.5)/(u + 3.5), 0 ≤ u ≤ 28, error 3e-14.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FarPolynomial<T>(T z)
        where T : struct, ISimdDoubleVector<T>
    {
        T sum = T.Create(1.3199030971827818e-07);
        sum = T.FusedMultiplyAdd(sum, z, T.Create(3.8754607521422295e-07));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-9.065454770728476e-07));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-3.255197304811621e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(7.3823870414997746e-06));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(1.8591986632790525e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-7.486037709270516e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-4.205364860457221e-05));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.0007145594189036731));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.0013053537590017885));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.003177055526187163));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.026518619388434837));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.09231870612558914));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.2257386217042573));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.43525602673977304));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(0.6941136466325636));
        sum = T.FusedMultiplyAdd(sum, z, T.Create(-0.9377997245668112));
        return T.FusedMultiplyAdd(sum, z, T.Create(1.0870555892622715));
    }

    /// <summary>Computes erf(u).</summary>
    /// <param name="u">u.</param>
    /// <param name="tail">erfc |u|.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T u, T tail)
        where T : struct, ISimdDoubleVector<T>
    {
        T near = u * NearPolynomial(u * u);
        T far = DoubleExponential.CopySign(T.Create(1.0) - tail, u);
        return T.Select(T.LessThan(T.Abs(u), T.Create(1.0)), near, far);
    }

    /// <summary>Computes erfc(u) = 1 − erf(u), without cancellation for large u.</summary>
    /// <param name="u">u.</param>
    /// <param name="tail">erfc |u|.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfc<T>(T u, T tail)
        where T : struct, ISimdDoubleVector<T> =>
        T.Select(T.LessThan(u, T.Create(0.0)), T.Create(2.0) - tail, tail);

    /// <summary>Computes erfc |u|.</summary>
    /// <param name="u">u.</param>
    /// <param name="e">e^−u².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tail<T>(T u, T e)
        where T : struct, ISimdDoubleVector<T>
    {
        T magnitude = T.Abs(u);
        T reciprocal = T.Create(1.0) / (magnitude + T.Create(Center));
        T t = (magnitude - T.Create(Center)) * reciprocal;
        T tail = e * FarPolynomial(t) * reciprocal;
        return T.Select(T.LessThan(T.Create(26.5), magnitude), T.Create(0.0), tail);
    }
}
