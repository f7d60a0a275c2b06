namespace Swish.Activations.Operators;

/// <summary>β·x·σ(x).</summary>
internal static class ESwish
{
    /// <summary>What the catalogue says.</summary>
    public static readonly CatalogEntry Entry = CatalogEntry.Fixed(
        new ActivationInfo(
            "ESwish", [], "β·x·σ(x)", [new("beta", 1.375, ConstantTraining.Fixed)], 2018,
            "Alcaide, arXiv:1801.07145"),
        c => new SwishOperator(c[0], 1)) with { Factor = "beta" };
}
