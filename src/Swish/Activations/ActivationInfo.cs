namespace Swish.Activations;

/// <summary>What the catalogue says about an activation function.</summary>
/// <param name="Name">Its canonical name, such as <c>Swish</c>.</param>
/// <param name="Aliases">Other names for it; names are read without regard to case, hyphens, underscores and
/// spaces.</param>
/// <param name="Formula">The formula in plain text.</param>
/// <param name="Constants">Its constants with their defaults, in the order in which they are written.</param>
/// <param name="Year">The year in which it was proposed, or null where nobody can be said to have proposed it.</param>
/// <param name="Reference">Who proposed it and where.</param>
public sealed record ActivationInfo(
    string Name,
    IReadOnlyList<string> Aliases,
    string Formula,
    IReadOnlyList<ActivationConstant> Constants,
    int? Year,
    string Reference)
{
    /// <summary>Other names for it; names are read without regard to case, hyphens, underscores and spaces.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = new FlatList<string>(Aliases);

    /// <summary>Its constants with their defaults, in the order in which they are written.</summary>
    public IReadOnlyList<ActivationConstant> Constants { get; init; } = new FlatList<ActivationConstant>(Constants);

    /// <summary>Whether a constant of it is trained.</summary>
    public bool IsTrained => Constants.Any(c => c.Training != ConstantTraining.Fixed);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
