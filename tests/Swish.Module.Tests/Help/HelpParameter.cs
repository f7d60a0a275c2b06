namespace Swish.Module.Tests.Help;

/// <summary>A parameter of a help page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What is said of it.</param>
/// <param name="Default">Its value where it is not given; empty where there is none to name.</param>
internal sealed record HelpParameter(string Name, string Description, string Default);
