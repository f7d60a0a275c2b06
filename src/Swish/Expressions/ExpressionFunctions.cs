using System.Collections.Frozen;

namespace Swish.Expressions;

/// <summary>The functions that an expression may use, by their names.</summary>
public static class ExpressionFunctions
{
    private static readonly FrozenDictionary<string, Operation> ByName = Enumerable
        .Range((int)Operation.Max, Operation.Sinc - Operation.Max + 1)
        .Select(i => (Operation)i)
        .Append(Operation.Power)
        .ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The functions' names as they are written in PowerShell, such as <c>Sigmoid</c>, in alphabetical order.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. ByName.Values.Select(o => o == Operation.Power ? "Pow" : o.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Finds a function.</summary>
    /// <param name="name">Its name, case-blind.</param>
    /// <param name="operation">The function.</param>
    public static bool TryFind(string name, out Operation operation) => ByName.TryGetValue(name, out operation);

    /// <summary>How many operands an operation has.</summary>
    public static int OperandCount(Operation operation) => operation switch
    {
        <= Operation.Parameter => 0,
        Operation.Negate => 1,
        <= Operation.Min => 2,
        Operation.ChainMultiply => 2,
        Operation.Choose => 5,
        _ => 1,
    };

    /// <summary>Whether a parameter may have this name.</summary>
    public static bool IsParameterName(string name) =>
        name.Length is > 0 and <= 32
        && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !name.Equals("x", StringComparison.OrdinalIgnoreCase)
        && !ByName.ContainsKey(name);

    /// <summary>The name in the text form.</summary>
    internal static string NameOf(Operation operation) =>
        operation == Operation.Power ? "pow" : operation.ToString().ToLowerInvariant();
}
