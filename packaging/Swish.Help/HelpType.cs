namespace Swish.Help;

/// <summary>A type that a cmdlet takes from the pipeline or returns.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">The text about it, a paragraph a line.</param>
internal sealed record HelpType(string Name, string Description);
