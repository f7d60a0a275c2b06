namespace Swish.Expressions;

/// <summary>Specifies the operation of a node of an <see cref="Expression"/>.</summary>
public enum Operation
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>The variable x.</summary>
    Variable,

    /// <summary>A named learnable parameter.</summary>
    Parameter,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,

    /// <summary>a/b.</summary>
    Divide,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>a to the power b.</summary>
    Power,

    /// <summary>The larger of a and b.</summary>
    Max,

    /// <summary>The smaller of a and b.</summary>
    Min,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>e to the power a.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>log(1 + a).</summary>
    Log1p,

    /// <summary>e^a − 1.</summary>
    Expm1,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>The sine.</summary>
    Sin,

    /// <summary>The cosine.</summary>
    Cos,

    /// <summary>The tangent.</summary>
    Tan,

    /// <summary>The inverse hyperbolic sine.</summary>
    Asinh,

    /// <summary>The inverse tangent.</summary>
    Atan,

    /// <summary>The hyperbolic sine.</summary>
    Sinh,

    /// <summary>The hyperbolic cosine.</summary>
    Cosh,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>σ(a) = 1/(1 + e^−a).</summary>
    Sigmoid,

    /// <summary>log(1 + e^a).</summary>
    Softplus,

    /// <summary>max(a, 0).</summary>
    Relu,

    /// <summary>sin(a)/a, 1 at 0.</summary>
    Sinc,

    /// <summary>1 − erf(a); produced only by simplification.</summary>
    Erfc,

    /// <summary>The derivative of <see cref="Sinc"/>; produced only by differentiation.</summary>
    SincSlope,

    /// <summary>The second derivative of <see cref="Sinc"/>; produced only by differentiation.</summary>
    SincCurvature,

    /// <summary>a·b with 0·∞ = 0, a product of the chain rule; produced only by differentiation.</summary>
    ChainMultiply,

    /// <summary>
    /// The third operand if a &lt; b, the fourth if a = b, the fifth if a &gt; b; produced only by differentiation.
    /// </summary>
    Choose,
}
