namespace Swish.Networks;

/// <summary>What a parameter of a layer is.</summary>
internal enum ParameterKind
{
    /// <summary>A weight: the one kind that penalties and decay cover.</summary>
    Weight,

    /// <summary>A bias.</summary>
    Bias,

    /// <summary>Batch normalisation's γ.</summary>
    BatchNormScale,

    /// <summary>Batch normalisation's β.</summary>
    BatchNormShift,

    /// <summary>A trained constant of the activation.</summary>
    ActivationConstant,
}
