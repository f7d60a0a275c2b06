using System.Globalization;
using System.Text;

namespace Swish.Expressions.Text;

/// <summary>
/// Formats expressions as text, with only the parentheses that are needed for the parser to read the same tree back.
/// </summary>
internal static class ExpressionFormatter
{
    private const int Sum = 1, Product = 2, Unary = 3, PowerLevel = 4, Primary = 5;

    /// <summary>Formats an expression as canonical text.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The text.</returns>
    public static string Format(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression, Sum);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Expression node, int level)
    {
        bool parenthesized = LevelOf(node) < level;
        if (parenthesized) text.Append('(');
        switch (node.Operation)
        {
            case Operation.Constant:
                text.Append(node.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Operation.Variable:
                text.Append('x');
                break;
            case Operation.Parameter:
                text.Append(node.Name);
                break;
            case Operation.Add:
                WriteBinary(text, node, '+', Sum, Product);
                break;
            case Operation.Subtract:
                WriteBinary(text, node, '-', Sum, Product);
                break;
            case Operation.Multiply:
                WriteBinary(text, node, '*', Product, Unary);
                break;
            case Operation.Divide:
                WriteBinary(text, node, '/', Product, Unary);
                break;
            case Operation.Negate:
                text.Append('-');
                // The parser would read a minus directly before a number as part of the number.
                Write(text, node.Operands[0], node.Operands[0].Operation == Operation.Constant ? Primary + 1 : Unary);
                break;
            case Operation.Power:
                WriteBinary(text, node, '^', Primary, Unary);
                break;
            default:
                text.Append(ExpressionFunctions.NameOf(node.Operation)).Append('(');
                for (int i = 0; i < node.Operands.Length; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, node.Operands[i], Sum);
                }

                text.Append(')');
                break;
        }

        if (parenthesized) text.Append(')');
    }

    private static void WriteBinary(StringBuilder text, Expression node, char sign, int left, int right)
    {
        Write(text, node.Operands[0], left);
        text.Append(sign);
        // The parser could read 2--3 and 2*-3, but parentheses are easier for people to read.
        bool negative = node.Operands[1].Operation == Operation.Negate || IsNegative(node.Operands[1]);
        Write(text, node.Operands[1], negative ? Primary : right);
    }

    private static int LevelOf(Expression node) => node.Operation switch
    {
        Operation.Add or Operation.Subtract => Sum,
        Operation.Multiply or Operation.Divide => Product,
        Operation.Negate => Unary,
        Operation.Power => PowerLevel,
        Operation.Constant => IsNegative(node) ? Unary : Primary,
        _ => Primary,
    };

    private static bool IsNegative(Expression node) => node.Operation == Operation.Constant && node.Value < 0;
}
