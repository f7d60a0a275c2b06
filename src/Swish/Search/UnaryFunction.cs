namespace Swish.Search;

/// <summary>
/// Specifies a unary function u of a core unit b(u₁(x), u₂(x)). β is a learnable parameter, one per unit of the
/// network.
/// </summary>
public enum UnaryFunction
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>−x.</summary>
    Negate,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>x².</summary>
    Square,

    /// <summary>x³.</summary>
    Cube,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>βx; the initial value of β is 1.</summary>
    Scale,

    /// <summary>x + β; the initial value of β is 0.</summary>
    Shift,

    /// <summary>log(|x| + ε), ε = 0.001.</summary>
    LogAbs,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>cos x.</summary>
    Cos,

    /// <summary>sinh x.</summary>
    Sinh,

    /// <summary>cosh x.</summary>
    Cosh,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>arsinh x.</summary>
    Asinh,

    /// <summary>arctan x.</summary>
    Atan,

    /// <summary>sin(x)/x.</summary>
    Sinc,

    /// <summary>max(x, 0).</summary>
    Positive,

    /// <summary>min(x, 0).</summary>
    Negative,

    /// <summary>σ(x).</summary>
    Sigmoid,

    /// <summary>log(1 + eˣ).</summary>
    Softplus,

    /// <summary>exp(−x²).</summary>
    Gaussian,

    /// <summary>erf x.</summary>
    Erf,

    /// <summary>β, which does not depend on x; its initial value is 1.</summary>
    Beta,
}
