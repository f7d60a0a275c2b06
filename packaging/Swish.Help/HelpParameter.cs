namespace Swish.Help;

/// <summary>Represents a parameter of a help page.</summary>
internal sealed record HelpParameter
{
    public required string Name { get; init; }

    /// <summary>Gets the description, one paragraph per line.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the full name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the default value as text; empty if there is none.</summary>
    public required string Default { get; init; }

    public required bool SupportsWildcards { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Gets how the parameter is bound in each of its parameter sets.</summary>
    public required IReadOnlyList<HelpParameterSet> Sets { get; init; }

    /// <summary>Returns how the parameter is bound in a parameter set.</summary>
    public HelpParameterSet In(string set) => Sets.FirstOrDefault(s => s.Name == set) ?? Sets[0];
}
