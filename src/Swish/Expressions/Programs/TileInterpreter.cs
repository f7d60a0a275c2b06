using Swish.Kernels.Lanes;

namespace Swish.Expressions.Programs;

/// <summary>
/// Runs programs over tiles: each instruction is one loop over a few kilobytes that stay in the first-level cache, which
/// needs no code generation, so that thousands of expressions cost nothing to try.
/// </summary>
/// <typeparam name="T">The width.</typeparam>
internal static class TileInterpreter<T>
    where T : struct, IDoubleLanes<T>
{
    /// <summary>Executes an instruction other than those for input and output.</summary>
    /// <param name="n">The instruction.</param>
    /// <param name="r">The first register.</param>
    /// <param name="length">How many doubles of each register to compute: a multiple of <see cref="IDoubleLanes{T}.Count"/>.</param>
    public static void Execute(in TileInstruction n, ref double r, nuint length)
    {
        nuint t = Register(n.Target), a = Register(n.A), b = Register(n.B), c = Register(n.C);
        switch (n.Operation)
        {
            case TileOperation.Fill: TileLoops<T>.Fill(ref r, t, n.Constant, length); break;
            case TileOperation.Add: TileLoops<T>.Operator<TileFunctions.Add>(ref r, t, a, b, length); break;
            case TileOperation.Subtract: TileLoops<T>.Operator<TileFunctions.Subtract>(ref r, t, a, b, length); break;
            case TileOperation.Multiply: TileLoops<T>.Operator<TileFunctions.Multiply>(ref r, t, a, b, length); break;
            case TileOperation.ChainMultiply:
                TileLoops<T>.Operator<TileFunctions.ChainMultiply>(ref r, t, a, b, length);
                break;
            case TileOperation.MultiplyAdd: TileLoops<T>.MultiplyAdd(ref r, t, a, b, c, length); break;
            case TileOperation.MultiplySubtract: TileLoops<T>.MultiplySubtract(ref r, t, a, b, c, length); break;
            case TileOperation.Affine: TileLoops<T>.Affine(ref r, t, a, n.Constant, n.Constant2, length); break;
            case TileOperation.ScaleAdd: TileLoops<T>.ScaleAdd(ref r, t, a, b, n.Constant, length); break;
            case TileOperation.Scale: TileLoops<T>.Scale(ref r, t, a, n.Constant, length); break;
            case TileOperation.WholePower: TileLoops<T>.WholePower(ref r, t, a, (int)n.Constant, length); break;
            case TileOperation.Power: TileLoops<T>.Power(ref r, t, a, b, length); break;
            case TileOperation.Max: TileLoops<T>.Operator<TileFunctions.Max>(ref r, t, a, b, length); break;
            case TileOperation.Min: TileLoops<T>.Operator<TileFunctions.Min>(ref r, t, a, b, length); break;
            case TileOperation.Choose:
                TileLoops<T>.Choose(ref r, t, a, b, c, Register(n.D), Register(n.E), length);
                break;
            case TileOperation.Sigmoid: TileLoops<T>.Sigmoid(ref r, t, Register(n.Second), a, length); break;
            case TileOperation.Sin: TileLoops<T>.Angle<TileFunctions.Sin>(ref r, t, a, length); break;
            case TileOperation.Cos: TileLoops<T>.Angle<TileFunctions.Cos>(ref r, t, a, length); break;
            case TileOperation.Tan: TileLoops<T>.Angle<TileFunctions.Tan>(ref r, t, a, length); break;
            case TileOperation.Sinc: TileLoops<T>.Angle<TileFunctions.Sinc>(ref r, t, a, length); break;
            case TileOperation.SincSlope: TileLoops<T>.Angle<TileFunctions.SincSlope>(ref r, t, a, length); break;
            case TileOperation.SincCurvature:
                TileLoops<T>.Angle<TileFunctions.SincCurvature>(ref r, t, a, length);
                break;
            default: ExecuteFunction(n.Operation, ref r, t, a, length); break;
        }
    }

    private static void ExecuteFunction(TileOperation operation, ref double r, nuint t, nuint a, nuint length)
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
            case TileOperation.Softplus: TileLoops<T>.Function<TileFunctions.Softplus>(ref r, t, a, length); break;
            case TileOperation.Tanh: TileLoops<T>.Function<TileFunctions.Tanh>(ref r, t, a, length); break;
            case TileOperation.Sinh: TileLoops<T>.Function<TileFunctions.Sinh>(ref r, t, a, length); break;
            case TileOperation.Cosh: TileLoops<T>.Function<TileFunctions.Cosh>(ref r, t, a, length); break;
            case TileOperation.Asinh: TileLoops<T>.Function<TileFunctions.Asinh>(ref r, t, a, length); break;
            case TileOperation.Atan: TileLoops<T>.Function<TileFunctions.Atan>(ref r, t, a, length); break;
            case TileOperation.Erf: TileLoops<T>.Function<TileFunctions.Erf>(ref r, t, a, length); break;
            case TileOperation.Erfc: TileLoops<T>.Function<TileFunctions.Erfc>(ref r, t, a, length); break;
            default: throw new InvalidOperationException($"{operation} is no instruction of this kind.");
        }
    }

    private static nuint Register(int number) => (nuint)(number * ExpressionProgram.TileLength);
}
