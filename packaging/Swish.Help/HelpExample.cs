namespace Swish.Help;

/// <summary>Represents an example of a help page.</summary>
/// <param name="Title">The number and title.</param>
/// <param name="Code">The code.</param>
/// <param name="Remarks">The text after the code, one paragraph per line.</param>
internal sealed record HelpExample(string Title, string Code, string Remarks);
