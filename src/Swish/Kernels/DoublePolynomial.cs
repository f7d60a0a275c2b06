using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>Polynomials over lanes of doubles, by Horner's rule with fused multiply-add.</summary>
internal static class DoublePolynomial
{
    /// <summary>c₀ + c₁z + c₂z² + …</summary>
    /// <param name="z">The argument.</param>
    /// <param name="coefficients">c₀ first; at least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T z, ReadOnlySpan<double> coefficients)
        where T : struct, IDoubleLanes<T>
    {
        T sum = T.Create(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
            sum = T.FusedMultiplyAdd(sum, z, T.Create(coefficients[i]));
        return sum;
    }
}
