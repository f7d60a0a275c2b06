namespace Swish.Activations.Formulas.Programs;

/// <summary>Specifies the operation of an instruction on the registers of a tile.</summary>
internal enum TileOperation
{
    /// <summary>Target ← x, widened to double.</summary>
    LoadInput,

    /// <summary>Target ← the second input y of a gate, widened to double.</summary>
    LoadSecondInput,

    /// <summary>Target ← the parameter whose number is A.</summary>
    LoadParameter,

    /// <summary>Target ← Constant.</summary>
    Fill,

    /// <summary>A + B.</summary>
    Add,

    /// <summary>A − B.</summary>
    Subtract,

    /// <summary>A·B.</summary>
    Multiply,

    /// <summary>A/B.</summary>
    Divide,

    /// <summary>A·B with 0·∞ = 0.</summary>
    ChainMultiply,

    /// <summary>A·B + C.</summary>
    MultiplyAdd,

    /// <summary>C − A·B.</summary>
    MultiplySubtract,

    /// <summary>A·Constant + Constant2.</summary>
    Affine,

    /// <summary>A·Constant + B.</summary>
    ScaleAdd,

    /// <summary>A·Constant.</summary>
    Scale,

    /// <summary>A².</summary>
    Square,

    /// <summary>A to the integer power Constant, which is above 2.</summary>
    WholePower,

    /// <summary>1/A.</summary>
    Reciprocal,

    /// <summary>√A.</summary>
    Sqrt,

    /// <summary>A, but 1 where B is 0, which completes a power computed as e^(B·log …).</summary>
    OneAtZeroPower,

    /// <summary>The larger of A and B.</summary>
    Max,

    /// <summary>The smaller of A and B.</summary>
    Min,

    /// <summary>|A|.</summary>
    Abs,

    /// <summary>−|A·Constant|.</summary>
    NegativeMagnitude,

    /// <summary>|A| with the sign of B.</summary>
    CopySign,

    /// <summary>C, D or E where A is less than, equal to or greater than B.</summary>
    Choose,

    /// <summary>e^A.</summary>
    Exp,

    /// <summary>e^A − 1.</summary>
    Expm1,

    /// <summary>The natural logarithm of A.</summary>
    Log,

    /// <summary>log(1 + A).</summary>
    Log1p,

    /// <summary>log(1 + A) for 0 ≤ A ≤ 1.</summary>
    Log1pOfUnitInterval,

    /// <summary>Target ← e^A, Second ← e^A − 1.</summary>
    ExpWithExpm1,

    /// <summary>Target ← σ(u), Second ← σ(−u), where A has the sign of u and B is e^−|u|.</summary>
    Sigmoid,

    /// <summary>log(1 + e^A), where B is log(1 + e^−|A|).</summary>
    Softplus,

    /// <summary>tanh A, where B is e^(−2|A|) − 1.</summary>
    Tanh,

    /// <summary>sinh A, where B is e^|A| − 1.</summary>
    Sinh,

    /// <summary>cosh u, where A is e^|u|.</summary>
    Cosh,

    /// <summary>The v with |arsinh A| = log(1 + v), where B is √(A² + 1).</summary>
    AsinhArgument,

    /// <summary>arctan A.</summary>
    Atan,

    /// <summary>erfc |A|, where B is e^−A².</summary>
    ErfcTail,

    /// <summary>erf A, where B is erfc |A|.</summary>
    Erf,

    /// <summary>erfc A, where B is erfc |A|.</summary>
    Erfc,

    /// <summary>sin A.</summary>
    Sin,

    /// <summary>cos A.</summary>
    Cos,

    /// <summary>Target ← sin A, Second ← cos A.</summary>
    SineWithCosine,

    /// <summary>sin(A)/A, where B is sin A.</summary>
    Sinc,

    /// <summary>The derivative of sin(A)/A, where B is sin A and C is cos A.</summary>
    SincSlope,

    /// <summary>The second derivative of sin(A)/A, where B is sin A and C is cos A.</summary>
    SincCurvature,

    /// <summary>Output number B ← A, rounded to float.</summary>
    Store,
}
