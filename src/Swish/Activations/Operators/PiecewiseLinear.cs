using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes piecewise linear functions, max(0, x) + α·min(0, x), and propagates NaN.</summary>
internal static class PiecewiseLinear
{
    /// <summary>Gets the reference values at NaN.</summary>
    public static ActivationValue NotANumber => new(double.NaN, double.NaN, double.NaN);

    /// <summary>Returns a derivative, or NaN if x is NaN, which a constant slope would hide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepNaN<T>(T x, T derivative)
        where T : struct, ISimdVector<T> =>
        T.Select(T.Equal(x, x), derivative, x);

    /// <summary>Computes x if x > 0, otherwise αx; the derivative at 0 is α, from the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leaky<T>(T x, T alpha, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T positive = T.LessThan(zero, x);
        // With α = 0 the limit at −∞ is 0, but 0·∞ would be NaN.
        T lowest = T.Select(T.Equal(alpha, zero), T.Create(float.MinValue), T.Create(float.NegativeInfinity));
        value = T.Select(positive, x, alpha * T.Max(x, lowest));
        first = KeepNaN(x, T.Select(positive, T.Create(1f), alpha));
        second = KeepNaN(x, zero);
    }

    /// <summary>Computes the same as <see cref="Leaky"/> in double.</summary>
    public static ActivationValue Leaky(double x, double alpha) =>
        double.IsNaN(x) ? NotANumber : x > 0 ? new(x, 1, 0) : new(alpha == 0 ? 0 : alpha * x, alpha, 0);
}
