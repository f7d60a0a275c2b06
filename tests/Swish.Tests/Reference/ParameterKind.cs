namespace Swish.Tests.Reference;

/// <summary>What a trained parameter is; L2 and weight decay are only on weights.</summary>
internal enum ParameterKind
{
    Weight,
    Bias,
    NormScale,
    NormShift,
    ActivationParameter,
}
