using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Provides the loops over the registers of a tile. Offsets and lengths count doubles. The target may be the same
/// register as an operand.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal static class TileLoops<T>
    where T : struct, ISimdDoubleVector<T>
{
    // Optimized on the first call, because tier-0 code would take a hundred times as long. Not inlined, because in a
    // caller that inlines many loops the JIT compiler would run out of its inlining budget in the middle of one.
    private const MethodImplOptions Loop = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Loop)]
    public static void Function<TFunction>(ref double registers, nuint target, nuint a, nuint length)
        where TFunction : struct, ITileFunction
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.Store(TFunction.Invoke(T.Load(in registers, a + i)), ref registers, target + i);
    }

    [MethodImpl(Loop)]
    public static void Operator<TOperator>(ref double registers, nuint target, nuint a, nuint b, nuint length)
        where TOperator : struct, ITileOperator
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T.Store(
                TOperator.Invoke(T.Load(in registers, a + i), T.Load(in registers, b + i)), ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void OfAngle<TFunction>(
        ref double registers, nuint target, nuint a, nuint sine, nuint cosine, nuint length)
        where TFunction : struct, IAngleFunction
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T result = TFunction.Invoke(
                T.Load(in registers, a + i), T.Load(in registers, sine + i), T.Load(in registers, cosine + i));
            T.Store(result, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Sine(ref double registers, nuint target, nuint a, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.Store(DoubleTrigonometry.Sine(T.Load(in registers, a + i), out _), ref registers, target + i);
    }

    [MethodImpl(Loop)]
    public static void Cosine(ref double registers, nuint target, nuint a, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            _ = DoubleTrigonometry.Sine(T.Load(in registers, a + i), out T cosine);
            T.Store(cosine, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void SineWithCosine(ref double registers, nuint target, nuint second, nuint a, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T.Store(DoubleTrigonometry.Sine(T.Load(in registers, a + i), out T cosine), ref registers, target + i);
            T.Store(cosine, ref registers, second + i);
        }
    }

    /// <summary>Determines whether any angle exceeds <see cref="DoubleTrigonometry.FastLimit"/> in magnitude or is
    /// NaN.</summary>
    [MethodImpl(Loop)]
    public static bool AnyLargeAngle(ref double registers, nuint a, nuint length)
    {
        T limit = T.Create(DoubleTrigonometry.FastLimit), within = T.CreateBits(-1);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            within = T.And(within, T.LessThan(T.Abs(T.Load(in registers, a + i)), limit));
        return T.Any(T.Xor(within, T.CreateBits(-1)));
    }

    [MethodImpl(Loop)]
    public static void ExpWithExpm1(ref double registers, nuint target, nuint second, nuint a, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T.Store(
                DoubleExponential.ExpWithExpm1(T.Load(in registers, a + i), out T expm1), ref registers, target + i);
            T.Store(expm1, ref registers, second + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Sigmoid(ref double registers, nuint target, nuint second, nuint a, nuint b, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T sigma = DoubleExponential.Sigmoid(
                T.Load(in registers, a + i), T.Load(in registers, b + i), out T complement);
            T.Store(sigma, ref registers, target + i);
            T.Store(complement, ref registers, second + i);
        }
    }

    [MethodImpl(Loop)]
    public static void NegativeMagnitude(ref double registers, nuint target, nuint a, double rate, nuint length)
    {
        T scale = T.Create(rate);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.Store(TileFunctions.NegativeMagnitude(T.Load(in registers, a + i), scale), ref registers, target + i);
    }

    [MethodImpl(Loop)]
    public static void MultiplyAdd(ref double registers, nuint target, nuint a, nuint b, nuint c, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T sum = T.FusedMultiplyAdd(
                T.Load(in registers, a + i), T.Load(in registers, b + i), T.Load(in registers, c + i));
            T.Store(sum, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void MultiplySubtract(ref double registers, nuint target, nuint a, nuint b, nuint c, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T sum = TileFunctions.MultiplySubtract(
                T.Load(in registers, a + i), T.Load(in registers, b + i), T.Load(in registers, c + i));
            T.Store(sum, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Affine(
        ref double registers, nuint target, nuint a, double constant, double constant2, nuint length)
    {
        T scale = T.Create(constant), offset = T.Create(constant2);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.Store(T.FusedMultiplyAdd(T.Load(in registers, a + i), scale, offset), ref registers, target + i);
    }

    [MethodImpl(Loop)]
    public static void ScaleAdd(ref double registers, nuint target, nuint a, nuint b, double constant, nuint length)
    {
        T scale = T.Create(constant);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T sum = T.FusedMultiplyAdd(T.Load(in registers, a + i), scale, T.Load(in registers, b + i));
            T.Store(sum, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Scale(ref double registers, nuint target, nuint a, double constant, nuint length)
    {
        T scale = T.Create(constant);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.Store(T.Load(in registers, a + i) * scale, ref registers, target + i);
    }

    [MethodImpl(Loop)]
    public static void WholePower(ref double registers, nuint target, nuint a, int exponent, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T square = T.Load(in registers, a + i);
            T power = T.Create(1.0);
            for (int n = exponent; n > 0; n >>= 1)
            {
                if ((n & 1) != 0) power *= square;
                square *= square;
            }

            T.Store(power, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Choose(
        ref double registers, nuint target, nuint a, nuint b, nuint less, nuint equal, nuint greater, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T chosen = TileFunctions.Choose(
                T.Load(in registers, a + i), T.Load(in registers, b + i), T.Load(in registers, less + i),
                T.Load(in registers, equal + i), T.Load(in registers, greater + i));
            T.Store(chosen, ref registers, target + i);
        }
    }

    [MethodImpl(Loop)]
    public static void Fill(ref double registers, nuint target, double value, nuint length)
    {
        T filled = T.Create(value);
        for (nuint i = 0; i < length; i += (nuint)T.Count) T.Store(filled, ref registers, target + i);
    }

    /// <summary>Widens floats to doubles.</summary>
    /// <returns>True if all are finite.</returns>
    [MethodImpl(Loop)]
    public static bool LoadInput(ref readonly float input, ref double registers, nuint target, nuint length)
    {
        T zeros = T.Create(0.0);
        for (nuint i = 0; i < length; i += (nuint)T.Count)
        {
            T x = T.LoadSingle(in input, i);
            T.Store(x, ref registers, target + i);
            zeros += x - x; // stays 0 as long as every x is finite
        }

        return !T.Any(T.Xor(T.Equal(zeros, zeros), T.CreateBits(-1)));
    }

    [MethodImpl(Loop)]
    public static void StoreOutput(ref double registers, nuint a, ref float output, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)T.Count)
            T.StoreSingle(T.Load(in registers, a + i), ref output, i);
    }
}
