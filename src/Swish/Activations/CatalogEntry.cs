namespace Swish.Activations;

/// <summary>A function of the catalog: what is said about it, and how one with given constants is made.</summary>
/// <param name="Info">What is said about it.</param>
/// <param name="Create">Makes one with constants that stand in the order of the info's.</param>
internal sealed record CatalogEntry(
    ActivationInfo Info, Func<ActivationInfo, IReadOnlyList<ActivationParameter>, Activation> Create)
{
    /// <summary>A constant that must not be 0, since the function would be 0 everywhere; or null.</summary>
    public string? Factor { get; init; }
}
