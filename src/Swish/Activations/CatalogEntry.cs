namespace Swish.Activations;

/// <summary>Represents an entry of the catalog.</summary>
/// <param name="Info">The description of the activation.</param>
/// <param name="Create">Creates the activation with parameters, in the order of those of <c>Info</c>.</param>
internal sealed record CatalogEntry(
    ActivationInfo Info, Func<ActivationInfo, IReadOnlyList<ActivationParameter>, Activation> Create)
{
    /// <summary>
    /// Gets the name of a parameter that must not be 0, because the function would be 0 everywhere, or null.
    /// </summary>
    public string? NonzeroParameter { get; init; }
}
