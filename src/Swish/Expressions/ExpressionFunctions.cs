using System.Collections.Frozen;

namespace Swish.Expressions;

/// <summary>Provides the functions that an expression may use, and their names.</summary>
public static class ExpressionFunctions
{
    private static readonly FrozenDictionary<string, Operation> ByName = Enumerable
        .Range((int)Operation.Max, Operation.Sinc - Operation.Max + 1)
        .Select(i => (Operation)i)
        .Append(Operation.Power)
        .ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the names of the functions as written in PowerShell, such as <c>Sigmoid</c>, in alphabetical order.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. ByName.Values.Select(o => o == Operation.Power ? "Pow" : o.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Finds a function by its name.</summary>
    /// <param name="name">The name, case-insensitive.</param>
    /// <param name="operation">Receives the function.</param>
    /// <returns>True if there is a function of this name.</returns>
    public static bool TryFind(string name, out Operation operation) => ByName.TryGetValue(name, out operation);

    /// <summary>Returns the number of operands of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>0, 1, 2 or 5.</returns>
    public static int OperandCount(Operation operation) => operation switch
    {
        <= Operation.Parameter => 0,
        Operation.Negate => 1,
        <= Operation.Min => 2,
        Operation.ChainMultiply => 2,
        Operation.Choose => 5,
        _ => 1,
    };

    /// <summary>Determines whether a text is a valid name of a parameter.</summary>
    /// <param name="name">Any text.</param>
    /// <returns>True for a letter followed by letters, digits or underscores, up to 32 characters, that is not <c>x</c>
    /// or the name of a function.</returns>
    public static bool IsParameterName(string name) =>
        name.Length is > 0 and <= 32
        && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !name.Equals("x", StringComparison.OrdinalIgnoreCase)
        && !ByName.ContainsKey(name);

    /// <summary>Returns the name of a function in the text form, in lower case.</summary>
    internal static string NameOf(Operation operation) =>
        operation == Operation.Power ? "pow" : operation.ToString().ToLowerInvariant();
}
