using System.Globalization;
using System.Management.Automation.Language;

namespace Swish.Module.Parameters;

/// <summary>Provides hints for common mistakes in an expression.</summary>
internal static class ExpressionHints
{
    private static readonly string[] Operators = ["*", "/", "+", "-", "^", "**", "%"];

    /// <summary>
    /// Finds operators and signs among the arguments of a function, which PowerShell reads as words, and returns the
    /// first such argument with a hint; null if there is none.
    /// </summary>
    /// <param name="name">The function.</param>
    /// <param name="arguments">The arguments.</param>
    public static (CommandElementAst Element, string Hint)? OfArguments(string name, CommandElementAst[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            CommandElementAst argument = arguments[i];
            if (IsNumber(argument, out _)) continue;

            string text = argument.Extent.Text;
            string before = Joined(name, arguments[..i]);
            string after = string.Join(' ', arguments[(i + 1)..].Select(a => a.Extent.Text));

            // Sigmoid $x * 2: the operator and what follows are arguments of Sigmoid.
            if (i > 0 && Operators.Contains(text) && after.Length > 0)
            {
                return text is "^" or "**"
                    ? (argument, $"PowerShell has no operator for powers; write Pow ({before}) {after}")
                    : (argument, $"here {text} is an argument of {name}; write ({before}) {text} {after}");
            }

            if (Power(text) is { } power)
                return (argument,
                    $"PowerShell has no operator for powers; write ({Joined(name, [.. arguments[..i]])} ({power}))");

            // Max($x, 0): the list is a single argument.
            if (arguments.Length == 1 && argument is ParenExpressionAst { Pipeline: PipelineAst pipeline }
                && pipeline.PipelineElements is [CommandExpressionAst { Expression: ArrayLiteralAst list }])
            {
                string operands = string.Join(' ', list.Elements.Select(e => Grouped(e.Extent.Text)));
                return (argument, $"a comma makes a list; write ({name} {operands})");
            }

            // Exp -$x, Exp $x+1, Exp -x: PowerShell reads the argument as one word.
            bool isWord = argument is ExpandableStringExpressionAst or CommandParameterAst
                || argument is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord };
            if (isWord && text.Any(c => c is '$' or '-' or 'x' or 'X' or '('))
            {
                string inner = text.Contains('$', StringComparison.Ordinal)
                    ? text
                    : text.Replace("x", "$x", StringComparison.OrdinalIgnoreCase);
                string rest = after.Length > 0 ? " " + after : "";
                return (argument,
                    $"PowerShell reads {text} as a word and does not compute it; write ({before} ({inner}){rest})");
            }

            // In Sigmoid ($x)*2 and Sigmoid ($x)2, the rest is a word that directly follows the argument.
            if (isWord && i > 0 && text.Length > 1 && Operators.Contains(text[..1]))
            {
                return text[0] == '^'
                    ? (argument, $"PowerShell has no operator for powers; write Pow ({before}) {text[1..]}")
                    : (argument, $"here {text} is an argument of {name}; write ({before}) {text[..1]} {text[1..]}");
            }
        }

        return null;
    }

    /// <summary>
    /// Returns whether an argument is a number; PowerShell reads a number with a sign, as in Max $x -1, as a word.
    /// </summary>
    /// <param name="argument">An argument of a function.</param>
    /// <param name="number">The number.</param>
    public static bool IsNumber(CommandElementAst argument, out double number)
    {
        number = 0;
        return argument is StringConstantExpressionAst
        {
            StringConstantType: StringConstantType.BareWord, Value: { } word,
        }
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>Returns the hint for a string in an expression.</summary>
    /// <param name="text">A string.</param>
    public static string OfText(Ast text) =>
        text.Extent.Text.Equals("x", StringComparison.OrdinalIgnoreCase)
            ? "write the variable as $x"
            : "an expression cannot contain text; write the variable as $x, and numbers with a decimal point";

    /// <summary>Returns the hint for an unknown function name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static string? OfName(string name) => name.ToUpperInvariant() switch
    {
        "X" => "write the variable as $x",
        "LN" => "the natural logarithm is Log",
        "POWER" => "write a power as Pow $x 2",
        "SWISH" or "SILU" => "write $x * (Sigmoid $x)",
        "GELU" => "write $x / 2 * (1 + (Erf ($x / (Sqrt 2))))",
        "SIGN" or "HEAVISIDE" or "STEP" =>
            "write a piecewise function with Max, Min and Abs; the slope of a step is 0 everywhere",
        _ => null,
    };

    // $x^2 → Pow $x 2
    private static string? Power(string text)
    {
        int caret = text.IndexOf('^', StringComparison.Ordinal);
        return caret > 0 && caret < text.Length - 1 ? $"Pow {text[..caret]} {text[(caret + 1)..]}" : null;
    }

    private static string Joined(string name, CommandElementAst[] arguments) =>
        string.Join(' ', arguments.Select(a => a.Extent.Text).Prepend(name));

    private static string Grouped(string text) =>
        text.All(c => char.IsLetterOrDigit(c) || c is '$' or '.') || text.StartsWith('(') ? text : $"({text})";
}
