using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>What functions made of straight lines share: max(0, x) + α·min(0, x), and care for NaN.</summary>
internal static class PiecewiseLinear
{
    /// <summary>The reference at NaN.</summary>
    public static ActivationValue NotANumber => new(double.NaN, double.NaN, double.NaN);

    /// <summary><paramref name="derivative"/>, and NaN where x is NaN: a constant slope would hide it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepNaN<T>(T x, T derivative)
        where T : struct, ISimdVector<T> =>
        T.Select(T.Equal(x, x), derivative, x);

    /// <summary>x above 0, else αx; the slope at 0 is α, from the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leaky<T>(T x, T alpha, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T positive = T.LessThan(zero, x);
        // With α = 0 the limit at −∞ is 0, where 0·∞ would be NaN.
        T lowest = T.Select(T.Equal(alpha, zero), T.Create(float.MinValue), T.Create(float.NegativeInfinity));
        value = T.Select(positive, x, alpha * T.Max(x, lowest));
        first = KeepNaN(x, T.Select(positive, T.Create(1f), alpha));
        second = KeepNaN(x, zero);
    }

    /// <summary>As <see cref="Leaky"/>, in double.</summary>
    public static ActivationValue Leaky(double x, double alpha) =>
        double.IsNaN(x) ? NotANumber : x > 0 ? new(x, 1, 0) : new(alpha == 0 ? 0 : alpha * x, alpha, 0);
}
