namespace Swish.Networks;

/// <summary>
/// Specifies the kind of a parameter. <see cref="Network.Parameters"/> has the parameters of a layer in this order.
/// </summary>
internal enum ParameterKind
{
    /// <summary>A weight, [outputs, inputs], or [outputs, channels, rows, columns]. Only weights have L2 penalty and weight decay.</summary>
    Weight,

    /// <summary>A bias, [outputs].</summary>
    Bias,

    /// <summary>The scale γ of batch or layer normalization, [features].</summary>
    NormScale,

    /// <summary>The shift β of batch or layer normalization, [features].</summary>
    NormShift,

    /// <summary>A learnable parameter of an activation, [features] or [1].</summary>
    ActivationParameter,
}
