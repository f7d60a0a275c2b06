namespace Swish.Networks;

/// <summary>What a parameter of a layer is.</summary>
internal enum ParameterKind
{
    /// <summary>A weight: the one kind that penalties and decay cover.</summary>
    Weight,

    /// <summary>A bias.</summary>
    Bias,

    /// <summary>Batch normalization's γ.</summary>
    BatchNormScale,

    /// <summary>Batch normalization's β.</summary>
    BatchNormShift,

    /// <summary>A learnable parameter of the activation.</summary>
    ActivationParameter,
}
