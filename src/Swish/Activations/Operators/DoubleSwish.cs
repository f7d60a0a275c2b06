namespace Swish.Activations.Operators;

/// <summary>Defines 2x·σ(βx), whose slope at 0 is 1 for all β. With β = 0 it is the identity.</summary>
internal static class DoubleSwish
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "DoubleSwish", ["TwoSwish", "2Swish"], "2x·σ(βx)", [new("beta", 1, ParameterSharing.Fixed)], 2017,
            "a form of Swish that is x at β = 0; after Ramachandran, Zoph and Le, arXiv:1710.05941"),
        Create);

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(2, constants[0].Value));
}
