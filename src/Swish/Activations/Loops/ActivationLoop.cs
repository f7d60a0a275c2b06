using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Activations.Operators;
using Swish.Kernels.Simd;

namespace Swish.Activations.Loops;

/// <summary>
/// Applies an operator to the spans of a pass, in a loop that is compiled for the outputs that the pass needs.
/// </summary>
internal static class ActivationLoop
{
    /// <summary>
    /// Runs a pass with vectors of type <typeparamref name="T"/>, and the remaining elements as scalars.
    /// </summary>
    public static void Run<TOperator, T>(in TOperator function, in ActivationPass pass)
        where TOperator : struct, IActivationOperator
        where T : struct, ISimdVector<T>
    {
        if (pass.FirstDerivative.IsEmpty && pass.SecondDerivative.IsEmpty)
            Run<TOperator, T, False, False>(function, pass);
        else if (pass.SecondDerivative.IsEmpty)
            Run<TOperator, T, True, False>(function, pass);
        else if (pass.FirstDerivative.IsEmpty)
            Run<TOperator, T, False, True>(function, pass);
        else
            Run<TOperator, T, True, True>(function, pass);
    }

    // Optimized from the first call, because code of the lower tiers would be about a hundred times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TOperator, T, TFirst, TSecond>(TOperator function, in ActivationPass pass)
        where TOperator : struct, IActivationOperator
        where T : struct, ISimdVector<T>
        where TFirst : struct, IConstBool
        where TSecond : struct, IConstBool
    {
        // The slices throw if a span is too short, so that the accesses below need no bounds checks.
        int count = pass.Input.Length;
        ref readonly float input = ref MemoryMarshal.GetReference(pass.Input);
        ref float value = ref MemoryMarshal.GetReference(pass.Value[..count]);
        ref float first = ref MemoryMarshal.GetReference(pass.FirstDerivative[..(TFirst.Is ? count : 0)]);
        ref float second = ref MemoryMarshal.GetReference(pass.SecondDerivative[..(TSecond.Is ? count : 0)]);
        nuint length = (nuint)count;
        nuint whole = length - (length % (nuint)T.Count);
        for (nuint i = 0; i < whole; i += (nuint)T.Count)
        {
            function.Apply(T.Load(in input, i), out T f, out T f1, out T f2);
            T.Store(f, ref value, i);
            if (TFirst.Is) T.Store(f1, ref first, i);
            if (TSecond.Is) T.Store(f2, ref second, i);
        }

        // A separate method, because the compiler limits the number of calls that it inlines into one method.
        if (whole < length) RunSingly<TOperator, TFirst, TSecond>(function, pass, (int)whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunSingly<TOperator, TFirst, TSecond>(TOperator function, in ActivationPass pass, int start)
        where TOperator : struct, IActivationOperator
        where TFirst : struct, IConstBool
        where TSecond : struct, IConstBool
    {
        for (int i = start; i < pass.Input.Length; i++)
        {
            function.Apply(
                Simd32.Load(in pass.Input[i], 0), out Simd32 f, out Simd32 f1, out Simd32 f2);
            Simd32.Store(f, ref pass.Value[i], 0);
            if (TFirst.Is) Simd32.Store(f1, ref pass.FirstDerivative[i], 0);
            if (TSecond.Is) Simd32.Store(f2, ref pass.SecondDerivative[i], 0);
        }
    }
}
