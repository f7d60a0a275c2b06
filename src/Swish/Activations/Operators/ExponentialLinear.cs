using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes λx if x > 0, otherwise λα(e^x − 1), for ELU and SELU.</summary>
internal static class ExponentialLinear
{
    /// <summary>Computes the function and its derivatives in float; <paramref name="scaled"/> is λα.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<T>(T x, T lambda, T scaled, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T q = Exponential.Split(T.Max(T.Min(x, zero), T.Create(-Exponential.Limit)), out T scale);
        T minusOne = T.FusedMultiplyAdd(scale, q, scale - T.Create(1f));
        T slope = scaled * T.FusedMultiplyAdd(scale, q, scale);
        T negative = T.LessThan(x, zero);
        value = T.Select(negative, scaled * minusOne, lambda * x);
        first = T.Select(T.LessThan(zero, x), lambda, slope);
        second = T.Select(negative, slope, PiecewiseLinear.KeepNaN(x, zero));
    }

    /// <summary>Computes the function and its derivatives in double.</summary>
    public static ActivationValue Reference(double x, double lambda, double alpha)
    {
        if (double.IsNaN(x)) return PiecewiseLinear.NotANumber;
        if (x > 0) return new(lambda * x, lambda, 0);
        double slope = lambda * alpha * Math.Exp(x);
        return new(lambda * alpha * MinusOne(x), slope, x == 0 ? 0 : slope);
    }

    // e^x − 1 is computed as 2·e^(x/2)·sinh(x/2), without cancellation.
    private static double MinusOne(double x) => x < -100 ? -1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);
}
