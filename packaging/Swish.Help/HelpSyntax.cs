namespace Swish.Help;

/// <summary>Represents the syntax of a cmdlet with one parameter set.</summary>
/// <param name="Set">The name of the parameter set; <c>__AllParameterSets</c> if there is one only.</param>
/// <param name="Line">The call as PowerShell writes it.</param>
/// <param name="Parameters">
/// The parameters in the order of the call, with the short names of their types; null for a switch.
/// </param>
internal sealed record HelpSyntax(string Set, string Line, IReadOnlyList<(string Name, string? Type)> Parameters);
