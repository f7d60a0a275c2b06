using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Interprets instructions on tiles. Each instruction is one precompiled loop over a few kilobytes that stay in the L1
/// cache, so a new expression can run at once, without any code generation.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal static class TileInterpreter<T>
    where T : struct, ISimdDoubleVector<T>
{
    /// <summary>Executes one instruction that neither loads an input nor stores an output.</summary>
    /// <param name="n">The instruction.</param>
    /// <param name="registers">All registers.</param>
    /// <param name="tile">The number of doubles in a register.</param>
    /// <param name="length">The number of doubles to compute, a multiple of
    /// <see cref="ISimdDoubleVector{T}.Count"/>.</param>
    public static void Execute(in TileInstruction n, Span<double> registers, int tile, nuint length)
    {
        ref double r = ref MemoryMarshal.GetReference(registers);
        nuint t = (nuint)(n.Target * tile), second = (nuint)(n.Second * tile);
        nuint a = (nuint)(n.A * tile), b = (nuint)(n.B * tile), c = (nuint)(n.C * tile);
        switch (n.Operation)
        {
            case TileOperation.Fill: TileLoops<T>.Fill(ref r, t, n.Constant, length); break;
            case TileOperation.MultiplyAdd: TileLoops<T>.MultiplyAdd(ref r, t, a, b, c, length); break;
            case TileOperation.MultiplySubtract: TileLoops<T>.MultiplySubtract(ref r, t, a, b, c, length); break;
            case TileOperation.Affine: TileLoops<T>.Affine(ref r, t, a, n.Constant, n.Constant2, length); break;
            case TileOperation.ScaleAdd: TileLoops<T>.ScaleAdd(ref r, t, a, b, n.Constant, length); break;
            case TileOperation.Scale: TileLoops<T>.Scale(ref r, t, a, n.Constant, length); break;
            case TileOperation.NegativeMagnitude:
                TileLoops<T>.NegativeMagnitude(ref r, t, a, n.Constant, length);
                break;
            case TileOperation.WholePower: TileLoops<T>.WholePower(ref r, t, a, (int)n.Constant, length); break;
            case TileOperation.Choose:
                TileLoops<T>.Choose(ref r, t, a, b, c, (nuint)(n.D * tile), (nuint)(n.E * tile), length);
                break;
            case TileOperation.ExpWithExpm1: TileLoops<T>.ExpWithExpm1(ref r, t, second, a, length); break;
            case TileOperation.Sigmoid: TileLoops<T>.Sigmoid(ref r, t, second, a, b, length); break;
            case TileOperation.Sin or TileOperation.Cos or TileOperation.SineWithCosine:
                ExecuteAngle(n, registers, tile, length);
                break;
            case TileOperation.SincSlope:
                TileLoops<T>.OfAngle<TileFunctions.SincSlope>(ref r, t, a, b, c, length);
                break;
            case TileOperation.SincCurvature:
                TileLoops<T>.OfAngle<TileFunctions.SincCurvature>(ref r, t, a, b, c, length);
                break;
            default:
                if (!ExecuteFunction(n.Operation, ref r, t, a, length))
                    ExecuteOperator(n.Operation, ref r, t, a, b, length);
                break;
        }
    }

    private static void ExecuteAngle(in TileInstruction n, Span<double> registers, int tile, nuint length)
    {
        ref double r = ref MemoryMarshal.GetReference(registers);
        nuint t = (nuint)(n.Target * tile), second = (nuint)(n.Second * tile), a = (nuint)(n.A * tile);
        if (TileLoops<T>.AnyLargeAngle(ref r, a, length))
        {
            int? sines = n.Operation == TileOperation.Cos ? null : (int)t;
            int? cosines = n.Operation == TileOperation.Cos ? (int)t
                : n.Operation == TileOperation.SineWithCosine ? (int)second : null;
            LargeAngles.Run(registers, sines, cosines, (int)a, (int)length);
            return;
        }

        switch (n.Operation)
        {
            case TileOperation.Sin: TileLoops<T>.Sine(ref r, t, a, length); break;
            case TileOperation.Cos: TileLoops<T>.Cosine(ref r, t, a, length); break;
            default: TileLoops<T>.SineWithCosine(ref r, t, second, a, length); break;
        }
    }

    private static bool ExecuteFunction(TileOperation operation, ref double r, nuint t, nuint a, nuint length)
    {
        switch (operation)
        {
            case TileOperation.Square: TileLoops<T>.Function<TileFunctions.Square>(ref r, t, a, length); break;
            case TileOperation.Reciprocal: TileLoops<T>.Function<TileFunctions.Reciprocal>(ref r, t, a, length); break;
            case TileOperation.Sqrt: TileLoops<T>.Function<TileFunctions.Sqrt>(ref r, t, a, length); break;
            case TileOperation.Abs: TileLoops<T>.Function<TileFunctions.Abs>(ref r, t, a, length); break;
            case TileOperation.Exp: TileLoops<T>.Function<TileFunctions.Exp>(ref r, t, a, length); break;
            case TileOperation.Expm1: TileLoops<T>.Function<TileFunctions.Expm1>(ref r, t, a, length); break;
            case TileOperation.Log: TileLoops<T>.Function<TileFunctions.Log>(ref r, t, a, length); break;
            case TileOperation.Log1p: TileLoops<T>.Function<TileFunctions.Log1p>(ref r, t, a, length); break;
            case TileOperation.Log1pOfUnitInterval:
                TileLoops<T>.Function<TileFunctions.Log1pOfUnitInterval>(ref r, t, a, length);
                break;
            case TileOperation.Cosh: TileLoops<T>.Function<TileFunctions.Cosh>(ref r, t, a, length); break;
            case TileOperation.Atan: TileLoops<T>.Function<TileFunctions.Atan>(ref r, t, a, length); break;
            default: return false;
        }

        return true;
    }

    private static void ExecuteOperator(TileOperation operation, ref double r, nuint t, nuint a, nuint b, nuint length)
    {
        switch (operation)
        {
            case TileOperation.Add: TileLoops<T>.Operator<TileFunctions.Add>(ref r, t, a, b, length); break;
            case TileOperation.Subtract: TileLoops<T>.Operator<TileFunctions.Subtract>(ref r, t, a, b, length); break;
            case TileOperation.Multiply: TileLoops<T>.Operator<TileFunctions.Multiply>(ref r, t, a, b, length); break;
            case TileOperation.Divide: TileLoops<T>.Operator<TileFunctions.Divide>(ref r, t, a, b, length); break;
            case TileOperation.ChainMultiply:
                TileLoops<T>.Operator<TileFunctions.ChainMultiply>(ref r, t, a, b, length);
                break;
            case TileOperation.OneAtZeroPower:
                TileLoops<T>.Operator<TileFunctions.OneAtZeroPower>(ref r, t, a, b, length);
                break;
            case TileOperation.Max: TileLoops<T>.Operator<TileFunctions.Max>(ref r, t, a, b, length); break;
            case TileOperation.Min: TileLoops<T>.Operator<TileFunctions.Min>(ref r, t, a, b, length); break;
            case TileOperation.CopySign: TileLoops<T>.Operator<TileFunctions.CopySign>(ref r, t, a, b, length); break;
            case TileOperation.Softplus: TileLoops<T>.Operator<TileFunctions.Softplus>(ref r, t, a, b, length); break;
            case TileOperation.Tanh: TileLoops<T>.Operator<TileFunctions.Tanh>(ref r, t, a, b, length); break;
            case TileOperation.Sinh: TileLoops<T>.Operator<TileFunctions.Sinh>(ref r, t, a, b, length); break;
            case TileOperation.AsinhArgument:
                TileLoops<T>.Operator<TileFunctions.AsinhArgument>(ref r, t, a, b, length);
                break;
            case TileOperation.ErfcTail: TileLoops<T>.Operator<TileFunctions.ErfcTail>(ref r, t, a, b, length); break;
            case TileOperation.Erf: TileLoops<T>.Operator<TileFunctions.Erf>(ref r, t, a, b, length); break;
            case TileOperation.Erfc: TileLoops<T>.Operator<TileFunctions.Erfc>(ref r, t, a, b, length); break;
            case TileOperation.Sinc: TileLoops<T>.Operator<TileFunctions.Sinc>(ref r, t, a, b, length); break;
            default: throw new InvalidOperationException($"{operation} is not an operator of two operands.");
        }
    }
}
