namespace Swish.Help;

/// <summary>Represents the help page of a cmdlet. Texts have one paragraph per line.</summary>
internal sealed record HelpPage
{
    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<HelpSyntax> Syntax { get; init; }

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    /// <summary>Gets the types that the cmdlet accepts from the pipeline.</summary>
    public required IReadOnlyList<HelpType> Inputs { get; init; }

    /// <summary>Gets the types that the cmdlet returns.</summary>
    public required IReadOnlyList<HelpType> Outputs { get; init; }

    public required string Notes { get; init; }

    /// <summary>Gets the names of related topics.</summary>
    public required IReadOnlyList<string> Links { get; init; }
}
