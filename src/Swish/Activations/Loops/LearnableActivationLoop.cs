using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Activations.Operators;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Activations.Loops;

/// <summary>Applies an operator with a learnable parameter to rows of 32 lanes.</summary>
internal static class LearnableActivationLoop
{
    /// <summary>Runs a pass with vectors of type <typeparamref name="T"/>.</summary>
    public static void Run<TOperator, T>(in ActivationPass pass)
        where TOperator : struct, ILearnableActivationOperator
        where T : struct, ISimdVector<T>
    {
        if (pass.FirstDerivative.IsEmpty && pass.SecondDerivative.IsEmpty && pass.ParameterGradient.IsEmpty)
            Run<TOperator, T, False, False, False>(pass);
        else if (!pass.FirstDerivative.IsEmpty && pass.SecondDerivative.IsEmpty && !pass.ParameterGradient.IsEmpty)
            Run<TOperator, T, True, False, True>(pass);
        else
            RunAny<TOperator, T>(pass);
    }

    // A separate method, so that code that training does not need is only compiled if it is called.
    private static void RunAny<TOperator, T>(in ActivationPass pass)
        where TOperator : struct, ILearnableActivationOperator
        where T : struct, ISimdVector<T>
    {
        switch (pass.FirstDerivative.IsEmpty, pass.SecondDerivative.IsEmpty, pass.ParameterGradient.IsEmpty)
        {
            case (false, true, true): Run<TOperator, T, True, False, False>(pass); break;
            case (false, false, true): Run<TOperator, T, True, True, False>(pass); break;
            case (true, false, true): Run<TOperator, T, False, True, False>(pass); break;
            case (true, true, false): Run<TOperator, T, False, False, True>(pass); break;
            case (true, false, false): Run<TOperator, T, False, True, True>(pass); break;
            default: Run<TOperator, T, True, True, True>(pass); break;
        }
    }

    // Optimized from the first call, as in ActivationLoop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TOperator, T, TFirst, TSecond, TParameterGradient>(in ActivationPass pass)
        where TOperator : struct, ILearnableActivationOperator
        where T : struct, ISimdVector<T>
        where TFirst : struct, IConstBool
        where TSecond : struct, IConstBool
        where TParameterGradient : struct, IConstBool
    {
        TOperator function = default;
        int count = pass.Input.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(count % Panel.Width, 0);
        ref readonly float input = ref MemoryMarshal.GetReference(pass.Input);
        ref readonly float trained = ref MemoryMarshal.GetReference(pass.Parameters[..Panel.Width]);
        ref float value = ref MemoryMarshal.GetReference(pass.Value[..count]);
        ref float first = ref MemoryMarshal.GetReference(pass.FirstDerivative[..(TFirst.Is ? count : 0)]);
        ref float second = ref MemoryMarshal.GetReference(pass.SecondDerivative[..(TSecond.Is ? count : 0)]);
        ref float parameterGradient = ref MemoryMarshal.GetReference(pass.ParameterGradient[..(TParameterGradient.Is ? count : 0)]);
        nuint length = (nuint)count;
        // Two vectors at a time; at 256 bits this is a whole cache line.
        nuint width = (nuint)T.Count;
        for (nuint lane = 0; lane < Panel.Width; lane += 2 * width)
        {
            T left = T.Load(in trained, lane);
            T right = T.Load(in trained, lane + width);
            for (nuint i = lane; i < length; i += Panel.Width)
            {
                function.Apply(T.Load(in input, i), left, out T f, out T f1, out T f2, out T byC);
                T.Store(f, ref value, i);
                if (TFirst.Is) T.Store(f1, ref first, i);
                if (TSecond.Is) T.Store(f2, ref second, i);
                if (TParameterGradient.Is) T.Store(byC, ref parameterGradient, i);

                nuint j = i + width;
                function.Apply(T.Load(in input, j), right, out f, out f1, out f2, out byC);
                T.Store(f, ref value, j);
                if (TFirst.Is) T.Store(f1, ref first, j);
                if (TSecond.Is) T.Store(f2, ref second, j);
                if (TParameterGradient.Is) T.Store(byC, ref parameterGradient, j);
            }
        }
    }
}
