namespace Swish.Help;

/// <summary>A parameter of a help page.</summary>
internal sealed record HelpParameter
{
    public required string Name { get; init; }

    /// <summary>Gets the text about it, a paragraph a line.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the full name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the default in words; empty if there is none to name.</summary>
    public required string Default { get; init; }

    public required bool SupportsWildcards { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Gets how it is bound, in each of its parameter sets.</summary>
    public required IReadOnlyList<HelpParameterSet> Sets { get; init; }

    /// <summary>Returns how it is bound in the parameter set of the given name.</summary>
    public HelpParameterSet In(string set) => Sets.FirstOrDefault(s => s.Name == set) ?? Sets[0];
}
