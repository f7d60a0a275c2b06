namespace Swish.Expressions.Programs;

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

    /// <summary>A to the power B.</summary>
    Power,

    /// <summary>The larger of A and B.</summary>
    Max,

    /// <summary>The smaller of A and B.</summary>
    Min,

    /// <summary>|A|.</summary>
    Abs,

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

    /// <summary>Target ← σ(A), Second ← σ(−A).</summary>
    Sigmoid,

    /// <summary>log(1 + e^A).</summary>
    Softplus,

    /// <summary>tanh A.</summary>
    Tanh,

    /// <summary>sinh A.</summary>
    Sinh,

    /// <summary>cosh A.</summary>
    Cosh,

    /// <summary>arsinh A.</summary>
    Asinh,

    /// <summary>arctan A.</summary>
    Atan,

    /// <summary>erf A.</summary>
    Erf,

    /// <summary>erfc A.</summary>
    Erfc,

    /// <summary>sin A.</summary>
    Sin,

    /// <summary>cos A.</summary>
    Cos,

    /// <summary>tan A.</summary>
    Tan,

    /// <summary>sin(A)/A.</summary>
    Sinc,

    /// <summary>The derivative of sin(A)/A.</summary>
    SincSlope,

    /// <summary>The second derivative of sin(A)/A.</summary>
    SincCurvature,

    /// <summary>Output number B ← A, rounded to float.</summary>
    Store,
}
