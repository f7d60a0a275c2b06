using Swish.Expressions;

namespace Swish.Activations.Formulas.Programs;

/// <summary>One instruction of an <see cref="ExpressionProgram"/>: a loop over a tile. Registers are numbers.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Target">The register that gets the result.</param>
/// <param name="A">The first operand.</param>
/// <param name="B">The second operand.</param>
/// <param name="C">The third operand.</param>
/// <param name="D">The fourth operand.</param>
/// <param name="E">The fifth operand.</param>
/// <param name="Second">The register that gets a second result.</param>
/// <param name="Constant">A number that is no register.</param>
/// <param name="Constant2">Another.</param>
internal readonly record struct TileInstruction(
    TileOperation Operation,
    int Target,
    int A = 0,
    int B = 0,
    int C = 0,
    int D = 0,
    int E = 0,
    int Second = 0,
    double Constant = 0,
    double Constant2 = 0)
{
    /// <summary>Whether there is a second result.</summary>
    public bool HasSecond =>
        Operation is TileOperation.Sigmoid or TileOperation.ExpWithExpm1 or TileOperation.SineWithCosine;

    /// <summary>The registers that are read; in A to E in this order.</summary>
    public int[] Operands => Operation switch
    {
        TileOperation.LoadInput or TileOperation.LoadParameter or TileOperation.Fill => [],
        TileOperation.Choose => [A, B, C, D, E],
        TileOperation.MultiplyAdd or TileOperation.MultiplySubtract
            or TileOperation.SincSlope or TileOperation.SincCurvature => [A, B, C],
        TileOperation.Add or TileOperation.Subtract or TileOperation.Multiply or TileOperation.Divide
            or TileOperation.ChainMultiply or TileOperation.ScaleAdd or TileOperation.OneAtZeroPower or TileOperation.Max
            or TileOperation.Min or TileOperation.CopySign or TileOperation.Sigmoid or TileOperation.Softplus
            or TileOperation.Tanh or TileOperation.Sinh or TileOperation.AsinhArgument or TileOperation.ErfcTail
            or TileOperation.Erf or TileOperation.Erfc or TileOperation.Sinc => [A, B],
        _ => [A],
    };
}
