namespace Swish.Activations.Formulas.Programs;

/// <summary>What an instruction does to the registers of a tile.</summary>
internal enum TileOperation
{
    /// <summary>Target ← x, widened.</summary>
    LoadInput,

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

    /// <summary>A·B where 0·∞ is 0.</summary>
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

    /// <summary>A to a whole power above 2, Constant.</summary>
    WholePower,

    /// <summary>1/A.</summary>
    Reciprocal,

    /// <summary>√A.</summary>
    Sqrt,

    /// <summary>A, but 1 where B is 0: what a power e^(B·log …) still wants.</summary>
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

    /// <summary>Target ← σ(u), Second ← σ(−u), A having the sign of u, and B being e^−|u|.</summary>
    Sigmoid,

    /// <summary>log(1 + e^A), B being log(1 + e^−|A|).</summary>
    Softplus,

    /// <summary>tanh A, B being e^(−2|A|) − 1.</summary>
    Tanh,

    /// <summary>sinh A, B being e^|A| − 1.</summary>
    Sinh,

    /// <summary>cosh u, A being e^|u|.</summary>
    Cosh,

    /// <summary>What |arsinh A| is log(1 + …) of, B being √(A² + 1).</summary>
    AsinhArgument,

    /// <summary>arctan A.</summary>
    Atan,

    /// <summary>erfc |A|, B being e^−A².</summary>
    ErfcTail,

    /// <summary>erf A, B being erfc |A|.</summary>
    Erf,

    /// <summary>erfc A, B being erfc |A|.</summary>
    Erfc,

    /// <summary>sin A.</summary>
    Sin,

    /// <summary>cos A.</summary>
    Cos,

    /// <summary>Target ← sin A, Second ← cos A.</summary>
    SineWithCosine,

    /// <summary>sin(A)/A, B being sin A.</summary>
    Sinc,

    /// <summary>The derivative of sin(A)/A, B being sin A, and C cos A.</summary>
    SincSlope,

    /// <summary>The second derivative of sin(A)/A, B being sin A, and C cos A.</summary>
    SincCurvature,

    /// <summary>Output number B ← A, rounded to float.</summary>
    Store,
}
