namespace Swish.Help;

/// <summary>An example of a help page.</summary>
/// <param name="Title">Its number and title.</param>
/// <param name="Code">The code, as it is written.</param>
/// <param name="Remarks">The text after the code, a paragraph a line.</param>
internal sealed record HelpExample(string Title, string Code, string Remarks);
