namespace Swish.Activations.Formulas.Programs;

/// <summary>Represents an instruction of an <see cref="ExpressionProgram"/>, which is one loop over a tile.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Target">The register of the result.</param>
/// <param name="A">The register of the first operand; for a LoadParameter, the number of the parameter.</param>
/// <param name="B">The register of the second operand; for a Store, the number of the output.</param>
/// <param name="C">The register of the third operand.</param>
/// <param name="D">The register of the fourth operand.</param>
/// <param name="E">The register of the fifth operand.</param>
/// <param name="Second">The register of the second result, if there is one.</param>
/// <param name="Constant">A constant operand.</param>
/// <param name="Constant2">A second constant operand.</param>
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
    /// <summary>Gets a value that indicates whether the instruction loads x or y.</summary>
    public bool LoadsInput => Operation is TileOperation.LoadInput or TileOperation.LoadSecondInput;

    /// <summary>Gets a value that indicates whether the instruction has a second result.</summary>
    public bool HasSecond =>
        Operation is TileOperation.Sigmoid or TileOperation.ExpWithExpm1 or TileOperation.SineWithCosine;

    /// <summary>Gets the registers that the instruction reads, in the order A to E.</summary>
    public int[] Operands => Operation switch
    {
        TileOperation.LoadInput or TileOperation.LoadSecondInput or TileOperation.LoadParameter
            or TileOperation.Fill => [],
        TileOperation.Choose => [A, B, C, D, E],
        TileOperation.MultiplyAdd or TileOperation.MultiplySubtract
            or TileOperation.SincSlope or TileOperation.SincCurvature => [A, B, C],
        TileOperation.Add or TileOperation.Subtract or TileOperation.Multiply or TileOperation.Divide
            or TileOperation.ChainMultiply or TileOperation.ScaleAdd or TileOperation.OneAtZeroPower
            or TileOperation.Max or TileOperation.Min
            or TileOperation.CopySign or TileOperation.Sigmoid or TileOperation.Softplus
            or TileOperation.Tanh or TileOperation.Sinh or TileOperation.AsinhArgument or TileOperation.ErfcTail
            or TileOperation.Erf or TileOperation.Erfc or TileOperation.Sinc => [A, B],
        _ => [A],
    };
}
