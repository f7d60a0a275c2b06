namespace Swish.Activations.Operators;

/// <summary>2x·σ(βx), which has the slope 1 at 0 as a linear function of β near 0 would.</summary>
internal static class DoubleSwish
{
    /// <summary>What the catalog says.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "DoubleSwish", ["TwoSwish", "2Swish"], "2x·σ(βx)", [new("beta", 1, ParameterSharing.Fixed)], 2017,
            "a form of Swish that is x at β = 0; after Ramachandran, Zoph and Le, arXiv:1710.05941"),
        Create);

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(2, constants[0].Value));
}
