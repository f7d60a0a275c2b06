namespace Swish.Search;

/// <summary>
/// Specifies the binary function b of a core unit b(u₁(x), u₂(x)) = b(p, q). β is a learnable parameter, one per unit
/// of the network, with the initial value 1.
/// </summary>
public enum BinaryFunction
{
    /// <summary>p + q.</summary>
    Add,

    /// <summary>p·q.</summary>
    Multiply,

    /// <summary>p − q.</summary>
    Subtract,

    /// <summary>p/(q + ε), ε = 0.001.</summary>
    Divide,

    /// <summary>max(p, q).</summary>
    Max,

    /// <summary>min(p, q).</summary>
    Min,

    /// <summary>σ(p)·q.</summary>
    Gate,

    /// <summary>exp(−β(p − q)²).</summary>
    Gaussian,

    /// <summary>exp(−β|p − q|).</summary>
    Laplace,

    /// <summary>βp + (1 − β)q.</summary>
    Mix,
}
