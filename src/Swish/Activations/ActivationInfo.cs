namespace Swish.Activations;

/// <summary>What the catalog says about an activation function.</summary>
/// <param name="Name">Its canonical name, such as <c>Swish</c>.</param>
/// <param name="Aliases">Other names for it; names are read without regard to case, hyphens, underscores and
/// spaces.</param>
/// <param name="Formula">The formula in plain text.</param>
/// <param name="Parameters">Its constants with their defaults, in the order in which they are written.</param>
/// <param name="Year">The year in which it was proposed, or null where nobody can be said to have proposed it.</param>
/// <param name="Reference">Who proposed it and where.</param>
public sealed record ActivationInfo(
    string Name,
    IReadOnlyList<string> Aliases,
    string Formula,
    IReadOnlyList<ActivationParameter> Parameters,
    int? Year,
    string Reference)
{
    /// <summary>Other names for it; names are read without regard to case, hyphens, underscores and spaces.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = new DelimitedList<string>(Aliases);

    /// <summary>Its constants with their defaults, in the order in which they are written.</summary>
    public IReadOnlyList<ActivationParameter> Parameters { get; init; } = new DelimitedList<ActivationParameter>(Parameters);

    /// <summary>Whether a constant of it is trained.</summary>
    public bool IsLearnable => Parameters.Any(c => c.Sharing != ParameterSharing.Fixed);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
