namespace Swish.Activations.Operators;

/// <summary>Defines E-swish, β·x·σ(x).</summary>
internal static class ESwish
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "ESwish", [], "β·x·σ(x)", [new("beta", 1.375, ParameterSharing.Fixed)], 2018,
            "Alcaide, arXiv:1801.07145"),
        Create)
    {
        NonzeroParameter = "beta",
    };

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value, 1));
}
