namespace Swish.Module.Completion;

/// <summary>A name that can be chosen, and what is said of it.</summary>
/// <param name="Name">The name, as it is given to the parameter.</param>
/// <param name="Tooltip">A line about it; not empty.</param>
public readonly record struct NameChoice(string Name, string Tooltip);
