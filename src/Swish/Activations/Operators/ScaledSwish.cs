namespace Swish.Activations.Operators;

/// <summary>Defines c·x·σ(x), with a c for which E[f(x)²] = 1 if x has a standard normal distribution.</summary>
internal static class ScaledSwish
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "ScaledSwish", ["SelfNormalizingSwish"], "c·x·σ(x)",
            [new("scale", 1.67653251702, ParameterSharing.Fixed)], 2017,
            "proposed for self-normalizing networks in the wake of arXiv:1706.02515; it normalizes the raw second "
            + "moment"),
        Create)
    {
        NonzeroParameter = "scale",
    };

    private static FixedActivation<SwishOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value, 1));
}
