namespace Swish.Module.Tests.Help;

/// <summary>An example of a help page.</summary>
/// <param name="Title">Its number and title.</param>
/// <param name="Code">The code, as it is written.</param>
/// <param name="Remarks">What is said of it.</param>
internal sealed record HelpExample(string Title, string Code, string Remarks);
