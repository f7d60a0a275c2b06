namespace Swish.Activations.Operators;

/// <summary>c·x·σ(x) with the constant that makes the second moment 1 for standard normal x.</summary>
internal static class ScaledSwish
{
    /// <summary>What the catalog says.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "ScaledSwish", ["SelfNormalizingSwish"], "c·x·σ(x)",
            [new("scale", 1.67653251702, ParameterSharing.Fixed)], 2017,
            "proposed for self-normalizing networks in the wake of arXiv:1706.02515; it normalizes the raw second "
            + "moment"),
        Create)
    {
        Factor = "scale",
    };

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value, 1));
}
