using Swish.Expressions;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Splits functions into instructions that other functions may share, such as e^−|u|. Each instruction is a short loop,
/// so the processor can overlap the dependency chains of several iterations, which it cannot in one long loop body.
/// </summary>
internal static class FunctionSelection
{
    /// <summary>Adds the instructions that compute a function.</summary>
    /// <param name="list">The instructions.</param>
    /// <param name="function">The function.</param>
    /// <param name="u">The register of the operand.</param>
    /// <returns>The register of the result.</returns>
    public static int Add(InstructionList list, Operation function, int u)
    {
        switch (function)
        {
            case Operation.Exp: return Exp(list, u);
            case Operation.Expm1: return Exp(list, u) + 1;
            case Operation.Softplus:
                int log = list.Add(new(TileOperation.Log1pOfUnitInterval, 0, Exp(list, NegativeMagnitude(list, u, 1))));
                return list.Add(new(TileOperation.Softplus, 0, u, log));
            case Operation.Tanh:
                return list.Add(new(TileOperation.Tanh, 0, u, Exp(list, NegativeMagnitude(list, u, 2)) + 1));
            case Operation.Sinh: return list.Add(new(TileOperation.Sinh, 0, u, Exp(list, Magnitude(list, u)) + 1));
            case Operation.Cosh: return list.Add(new(TileOperation.Cosh, 0, Exp(list, Magnitude(list, u))));
            case Operation.Asinh: return Asinh(list, u);
            case Operation.Erf: return list.Add(new(TileOperation.Erf, 0, u, ErfcTail(list, u)));
            case Operation.Erfc: return list.Add(new(TileOperation.Erfc, 0, u, ErfcTail(list, u)));
            case Operation.Sin: return Sine(list, u);
            case Operation.Cos: return Sine(list, u) + 1;
            case Operation.Tan: return list.Add(new(TileOperation.Divide, 0, Sine(list, u), Sine(list, u) + 1));
            case Operation.Sinc: return list.Add(new(TileOperation.Sinc, 0, u, Sine(list, u)));
            case Operation.SincSlope: return OfAngle(list, TileOperation.SincSlope, u);
            case Operation.SincCurvature: return OfAngle(list, TileOperation.SincCurvature, u);
            case Operation.Abs: return Magnitude(list, u);
            case Operation.Log: return list.Add(new(TileOperation.Log, 0, u));
            case Operation.Log1p: return list.Add(new(TileOperation.Log1p, 0, u));
            case Operation.Atan: return list.Add(new(TileOperation.Atan, 0, u));
            default: throw new InvalidOperationException($"{function} is not part of the normal form.");
        }
    }

    /// <summary>Adds the instructions that compute σ(rate·u) and σ(−rate·u).</summary>
    /// <param name="list">The instructions.</param>
    /// <param name="u">The register of the operand.</param>
    /// <param name="rate">A positive factor.</param>
    /// <returns>The register of σ(rate·u); the next register holds σ(−rate·u).</returns>
    public static int Sigmoid(InstructionList list, int u, double rate) =>
        list.Add(new(TileOperation.Sigmoid, 0, u, Exp(list, NegativeMagnitude(list, u, rate))));

    // Returns the register of e^u; the next register holds e^u − 1.
    private static int Exp(InstructionList list, int u) => list.Add(new(TileOperation.ExpWithExpm1, 0, u));

    // Returns the register of sin u; the next register holds cos u.
    private static int Sine(InstructionList list, int u) => list.Add(new(TileOperation.SineWithCosine, 0, u));

    private static int OfAngle(InstructionList list, TileOperation operation, int u) =>
        list.Add(new(operation, 0, u, Sine(list, u), Sine(list, u) + 1));

    private static int Magnitude(InstructionList list, int u) => list.Add(new(TileOperation.Abs, 0, u));

    private static int NegativeMagnitude(InstructionList list, int u, double rate) =>
        list.Add(new(TileOperation.NegativeMagnitude, 0, u, Constant: rate));

    private static int Square(InstructionList list, int u) => list.Add(new(TileOperation.Square, 0, u));

    private static int Asinh(InstructionList list, int u)
    {
        int root = list.Add(new(TileOperation.Sqrt, 0, list.Add(
            new(TileOperation.Affine, 0, Square(list, u), Constant: 1, Constant2: 1))));
        int log = list.Add(new(TileOperation.Log1p, 0, list.Add(new(TileOperation.AsinhArgument, 0, u, root))));
        return list.Add(new(TileOperation.CopySign, 0, log, u));
    }

    private static int ErfcTail(InstructionList list, int u)
    {
        int exponent = list.Add(new(TileOperation.Scale, 0, Square(list, u), Constant: -1));
        return list.Add(new(TileOperation.ErfcTail, 0, u, Exp(list, exponent)));
    }
}
