using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>Provides the vector functions and operations that the tile loops are compiled for.</summary>
internal static class TileFunctions
{
    /// <summary>Selects <paramref name="less"/> where a &lt; b, <paramref name="equal"/> where a = b,
    /// <paramref name="greater"/> where a &gt; b, and NaN where a or b is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Choose<T>(T a, T b, T less, T equal, T greater)
        where T : struct, ISimdDoubleVector<T>
    {
        T chosen = T.Select(T.LessThan(b, a), greater, T.Create(double.NaN));
        chosen = T.Select(T.Equal(a, b), equal, chosen);
        return T.Select(T.LessThan(a, b), less, chosen);
    }

    /// <summary>Computes −|a·rate|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NegativeMagnitude<T>(T a, T rate)
        where T : struct, ISimdDoubleVector<T> => T.Or(a * rate, T.Create(-0.0));

    /// <summary>Computes c − a·b with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplySubtract<T>(T a, T b, T c)
        where T : struct, ISimdDoubleVector<T> => T.FusedMultiplyAdd(-a, b, c);

    internal readonly struct Add : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => a + b;
    }

    internal readonly struct Subtract : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => a - b;
    }

    internal readonly struct Multiply : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => a * b;
    }

    internal readonly struct Divide : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => a / b;
    }

    internal readonly struct ChainMultiply : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> =>
                T.Select(T.Or(T.Equal(a, T.Create(0.0)), T.Equal(b, T.Create(0.0))), T.Create(0.0), a * b);
    }

    internal readonly struct Max : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => T.Select(T.Equal(b, b), T.Select(T.LessThan(a, b), b, a), b);
    }

    internal readonly struct Min : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T a, T b)
            where T : struct, ISimdDoubleVector<T> => T.Select(T.Equal(b, b), T.Select(T.LessThan(b, a), b, a), b);
    }

    internal readonly struct OneAtZeroPower : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T power, T exponent)
            where T : struct, ISimdDoubleVector<T> =>
                T.Select(T.Equal(exponent, T.Create(0.0)), T.Create(1.0), power);
    }

    internal readonly struct CopySign : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T magnitude, T sign)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.CopySign(magnitude, sign);
    }

    internal readonly struct Square : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => u * u;
    }

    internal readonly struct Reciprocal : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => T.Create(1.0) / u;
    }

    internal readonly struct Sqrt : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => T.Sqrt(u);
    }

    internal readonly struct Abs : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => T.Abs(u);
    }

    internal readonly struct Exp : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Exp(u);
    }

    internal readonly struct Expm1 : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Expm1(u);
    }

    internal readonly struct Softplus : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T log)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Softplus(u, log);
    }

    internal readonly struct Tanh : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T t)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Tanh(u, t);
    }

    internal readonly struct Sinh : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T t)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Sinh(u, t);
    }

    internal readonly struct Cosh : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T e)
            where T : struct, ISimdDoubleVector<T> => DoubleExponential.Cosh(e);
    }

    internal readonly struct Log : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleLogarithm.Log(u);
    }

    internal readonly struct Log1p : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleLogarithm.Log1p(u);
    }

    internal readonly struct Log1pOfUnitInterval : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleLogarithm.Log1pOfUnitInterval(u);
    }

    internal readonly struct AsinhArgument : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T root)
            where T : struct, ISimdDoubleVector<T> => DoubleLogarithm.AsinhArgument(u, root);
    }

    internal readonly struct Atan : ITileFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u)
            where T : struct, ISimdDoubleVector<T> => DoubleTrigonometry.Atan(u);
    }

    internal readonly struct ErfcTail : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T e)
            where T : struct, ISimdDoubleVector<T> => DoubleErrorFunction.Tail(u, e);
    }

    internal readonly struct Erf : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T tail)
            where T : struct, ISimdDoubleVector<T> => DoubleErrorFunction.Erf(u, tail);
    }

    internal readonly struct Erfc : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T tail)
            where T : struct, ISimdDoubleVector<T> => DoubleErrorFunction.Erfc(u, tail);
    }

    internal readonly struct Sinc : ITileOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T sine)
            where T : struct, ISimdDoubleVector<T> => DoubleTrigonometry.Sinc(u, sine);
    }

    internal readonly struct SincSlope : IAngleFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T sine, T cosine)
            where T : struct, ISimdDoubleVector<T> => DoubleTrigonometry.SincSlope(u, sine, cosine);
    }

    internal readonly struct SincCurvature : IAngleFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Invoke<T>(T u, T sine, T cosine)
            where T : struct, ISimdDoubleVector<T> => DoubleTrigonometry.SincCurvature(u, sine, cosine);
    }
}
