namespace Swish.Activations.Operators;

/// <summary>c·x·σ(x) with the constant that makes the second moment 1 for standard normal x.</summary>
internal static class ScaledSwish
{
    /// <summary>What the catalogue says.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "ScaledSwish", ["SelfNormalizingSwish"], "c·x·σ(x)",
            [new("scale", 1.67653251702, ConstantTraining.Fixed)], 2017,
            "proposed for self-normalising networks in the wake of arXiv:1706.02515; it normalises the raw second "
            + "moment"),
        Create)
    {
        Factor = "scale",
    };

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationConstant> constants) =>
        new(info, constants, new(constants[0].Value, 1));
}
