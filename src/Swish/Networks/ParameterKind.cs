namespace Swish.Networks;

/// <summary>
/// What a parameter of a layer is. The order is that of a layer's parameters in <see cref="Network.Parameters"/>.
/// </summary>
internal enum ParameterKind
{
    /// <summary>A weight, [outputs, inputs]: the only kind that penalties and decay cover.</summary>
    Weight,

    /// <summary>A bias, [outputs].</summary>
    Bias,

    /// <summary>The scale γ of batch normalization, [features].</summary>
    BatchNormScale,

    /// <summary>The shift β of batch normalization, [features].</summary>
    BatchNormShift,

    /// <summary>A learnable parameter of an activation, [features] or [1].</summary>
    ActivationParameter,
}
