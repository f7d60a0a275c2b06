namespace Swish.Help;

/// <summary>Represents a type that a cmdlet accepts from the pipeline or returns.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Description">The description, one paragraph per line.</param>
internal sealed record HelpType(string Name, string Description);
