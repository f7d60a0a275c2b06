namespace Swish.Activations;

/// <summary>Describes an activation function of the catalog.</summary>
/// <param name="Name">The canonical name, such as <c>Swish</c>.</param>
/// <param name="Aliases">Other names. Names are compared without case, hyphens, underscores and spaces.</param>
/// <param name="Formula">The formula as plain text.</param>
/// <param name="Parameters">The parameters with their defaults, in the order in which they are written.</param>
/// <param name="Year">The year in which it was proposed, or null if there is no single proposal.</param>
/// <param name="Reference">The publication that proposed it.</param>
public sealed record ActivationInfo(
    string Name,
    IReadOnlyList<string> Aliases,
    string Formula,
    IReadOnlyList<ActivationParameter> Parameters,
    int? Year,
    string Reference)
{
    /// <summary>Gets other names. Names are compared without case, hyphens, underscores and spaces.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = new DelimitedList<string>(Aliases);

    /// <summary>Gets the parameters with their defaults, in the order in which they are written.</summary>
    public IReadOnlyList<ActivationParameter> Parameters { get; init; } =
        new DelimitedList<ActivationParameter>(Parameters);

    /// <summary>Gets the text of a formula with its name and parameters; null for an activation of the catalog.</summary>
    internal string? Definition { get; init; }

    /// <summary>
    /// Gets the text of a formula with its name and parameters, from which it can be made again. This is a method because
    /// PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The text; null for an activation of the catalog.</returns>
    public string? GetDefinition() => Definition;

    /// <summary>Gets whether the activation has a learnable parameter.</summary>
    public bool IsLearnable => Parameters.Any(p => p.Sharing != ParameterSharing.Fixed);

    /// <summary>Returns the name.</summary>
    /// <returns>The canonical name.</returns>
    public override string ToString() => Name;
}
