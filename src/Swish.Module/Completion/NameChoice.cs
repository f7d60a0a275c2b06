namespace Swish.Module.Completion;

/// <summary>Represents a completion with its tooltip.</summary>
/// <param name="Name">The value for the parameter.</param>
/// <param name="Tooltip">The tooltip; not empty.</param>
public readonly record struct NameChoice(string Name, string Tooltip);
