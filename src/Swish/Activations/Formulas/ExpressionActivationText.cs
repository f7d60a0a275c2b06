using System.Globalization;
using System.Text;
using Swish.Expressions;
using Swish.Expressions.Text;

namespace Swish.Activations.Formulas;

/// <summary>The text form of expression activations, written and read.</summary>
internal static class ExpressionActivationText
{
    /// <summary>The expression and its parameters in braces.</summary>
    public static string Body(Expression expression, IReadOnlyList<ActivationParameter> constants)
    {
        StringBuilder text = new();
        text.Append('{').Append(expression);
        foreach (ActivationParameter constant in constants)
        {
            text.Append("; ").Append(constant.Name).Append('=')
                .Append(constant.Value.ToString("R", CultureInfo.InvariantCulture))
                .Append(constant.Sharing == ParameterSharing.Layer ? " per layer" : " per unit");
        }

        return text.Append('}').ToString();
    }

    /// <summary>Reads the text form.</summary>
    public static ExpressionActivation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.LastIndexOf('}');
        if (open < 0 || close < open || text.AsSpan(close + 1).Trim().Length > 0)
            throw Error(text, text.Length, "A formula stands in braces, such as {x*sigmoid(x)}.");

        string name = text[..open].Trim();
        string[] parts = text[(open + 1)..close].Split(';');
        Expression expression = Expression.Parse(parts[0]);
        List<ActivationParameter> constants = [];
        int position = open + 1 + parts[0].Length + 1;
        foreach (string part in parts.AsSpan(1))
        {
            constants.Add(ParseConstant(text, part, position));
            position += part.Length + 1;
        }

        return new(expression, constants, name.Length == 0 ? null : name);
    }

    /// <summary>Rejects what cannot be a name.</summary>
    public static void CheckName(string name)
    {
        bool isName = name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        if (isName) return;
        throw new SwishException(
            "InvalidActivationName", ErrorKind.InvalidArgument,
            $"'{name}' cannot be an activation's name: a letter, then letters, digits, '_', '-' or '.', 64 at most.",
            name);
    }

    /// <summary>
    /// The parameters that the expression has, in alphabetical order, with the values given for them.
    /// </summary>
    public static IReadOnlyList<ActivationParameter> Match(
        Expression expression, IReadOnlyList<ActivationParameter> given)
    {
        IReadOnlyList<string> names = expression.ParameterNames();
        foreach (ActivationParameter constant in given)
        {
            if (!names.Contains(constant.Name))
            {
                throw new SwishException(
                    "UnknownParameter", ErrorKind.InvalidArgument,
                    $"The parameter '{constant.Name}' is not in the expression {expression}; leave it out, or use it "
                    + "there.", constant.Name);
            }

            if (!float.IsFinite((float)constant.Value) || constant.Sharing == ParameterSharing.Fixed)
            {
                throw new SwishException(
                    "InvalidParameter", ErrorKind.InvalidArgument,
                    $"The parameter '{constant.Name}' needs a finite initial value and is trained per layer or per "
                    + "unit; a constant that is not trained is written as a number.", constant.Value);
            }
        }

        return [.. names.Select(Find)];

        ActivationParameter Find(string name)
        {
            ActivationParameter[] found = [.. given.Where(c => c.Name == name)];
            return found.Length == 1
                ? found[0]
                : throw new SwishException(
                    "UnknownParameter", ErrorKind.InvalidArgument,
                    found.Length == 0
                        ? $"'{name}' in the expression {expression} is neither x nor a parameter with an initial "
                            + $"value, as in {{{expression}; {name}=1 per layer}}."
                        : $"The parameter '{name}' is given twice.",
                    name);
        }
    }

    private static ActivationParameter ParseConstant(string text, string part, int position)
    {
        string trimmed = part.Trim();
        int equals = trimmed.IndexOf('=', StringComparison.Ordinal);
        string[] words = equals < 0 ? [] : trimmed[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ParameterSharing? training = words is [_, "per", "unit"] ? ParameterSharing.Unit
            : words is [_, "per", "layer"] ? ParameterSharing.Layer
            : null;
        if (training is null
            || !double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw Error(text, position, "A parameter is written beta=1 per unit, or per layer.");
        }

        return new(trimmed[..equals].Trim(), value, training.Value);
    }

    private static SwishException Error(string text, int position, string what) =>
        new("InvalidExpression", ErrorKind.InvalidArgument, SourceUnderline.Format(text, position, 1, what), text);
}
