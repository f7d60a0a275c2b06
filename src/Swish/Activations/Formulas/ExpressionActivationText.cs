using System.Globalization;
using System.Text;
using Swish.Expressions;
using Swish.Expressions.Text;

namespace Swish.Activations.Formulas;

/// <summary>Formats and parses the text form of expression activations.</summary>
internal static class ExpressionActivationText
{
    /// <summary>Formats an expression and its parameters.</summary>
    /// <returns>The text, such as <c>beta*x*sigmoid(x); beta=1 per unit</c>.</returns>
    public static string Body(Expression expression, IReadOnlyList<ActivationParameter> parameters)
    {
        StringBuilder text = new();
        text.Append(expression);
        foreach (ActivationParameter parameter in parameters)
        {
            text.Append("; ").Append(parameter.Name).Append('=')
                .Append(parameter.Value.ToString("R", CultureInfo.InvariantCulture))
                .Append(parameter.Sharing == ParameterSharing.Layer ? " per layer" : " per unit");
        }

        return text.ToString();
    }

    /// <summary>Parses the text form.</summary>
    /// <exception cref="SwishException">The text is not an expression activation; see
    /// <see cref="ExpressionActivation.Parse"/>.</exception>
    public static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.LastIndexOf('}');
        if (open < 0 || close < open || text.AsSpan(close + 1).Trim().Length > 0)
            throw CreateError(text, text.Length, "Expected a formula in braces, such as {x*sigmoid(x)}.");

        string name = text[..open].Trim();
        string[] parts = text[(open + 1)..close].Split(';');
        Expression expression = Expression.Parse(parts[0]);
        List<ActivationParameter> parameters = [];
        int position = open + 1 + parts[0].Length + 1;
        foreach (string part in parts.AsSpan(1))
        {
            parameters.Add(ParseParameter(text, part, position));
            position += part.Length + 1;
        }

        string? ownName = name.Length == 0 ? null : name;
        return ExpressionGate.IsGate(expression, parameters)
            ? new ExpressionGate(expression, parameters, ownName)
            : new ExpressionActivation(expression, parameters, ownName);
    }

    /// <summary>Checks that a text is a valid name of an activation.</summary>
    /// <exception cref="SwishException">It is not (InvalidActivationName).</exception>
    public static void CheckName(string name)
    {
        bool isName = name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        if (isName) return;
        throw new SwishException(
            "InvalidActivationName", ErrorKind.InvalidArgument,
            $"'{name}' is not a valid activation name; use a letter, then letters, digits, '_', '-' or '.', up to 64 "
            + "characters.",
            name);
    }

    /// <summary>
    /// Finds the definition of each parameter of an expression, and checks that there are no others.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="definitions">The definitions, in any order.</param>
    /// <param name="input">The name of the second input of a gate, which is not a parameter; null for none.</param>
    /// <returns>The parameters in ordinal order of their names.</returns>
    /// <exception cref="SwishException">A parameter is missing, defined more than once or not in the expression
    /// (UnknownParameter), or its value is not finite or it is not learnable (InvalidParameter).</exception>
    public static IReadOnlyList<ActivationParameter> Match(
        Expression expression, IReadOnlyList<ActivationParameter> definitions, string? input = null)
    {
        string[] names = [.. expression.ParameterNames().Where(name => name != input)];
        foreach (ActivationParameter parameter in definitions)
        {
            if (!names.Contains(parameter.Name))
            {
                throw new SwishException(
                    "UnknownParameter", ErrorKind.InvalidArgument,
                    $"The parameter '{parameter.Name}' is not in the expression {expression}; remove it, or use it in "
                    + "the expression.", parameter.Name);
            }

            if (!float.IsFinite((float)parameter.Value) || parameter.Sharing == ParameterSharing.Fixed)
            {
                throw new SwishException(
                    "InvalidParameter", ErrorKind.InvalidArgument,
                    $"The parameter '{parameter.Name}' must have a finite initial value and be learned per layer or "
                    + "per unit; write a fixed constant as a number.", parameter.Value);
            }
        }

        return [.. names.Select(Find)];

        ActivationParameter Find(string name)
        {
            ActivationParameter[] found = [.. definitions.Where(p => p.Name == name)];
            return found.Length == 1
                ? found[0]
                : throw new SwishException(
                    "UnknownParameter", ErrorKind.InvalidArgument,
                    found.Length == 0
                        ? $"'{name}' in the expression {expression} is neither x nor a parameter with an initial "
                            + $"value; define it, as in {{{expression}; {name}=1 per layer}}."
                        : $"The parameter '{name}' is defined {found.Length} times; define it once.",
                    name);
        }
    }

    private static ActivationParameter ParseParameter(string text, string part, int position)
    {
        string trimmed = part.Trim();
        int equals = trimmed.IndexOf('=', StringComparison.Ordinal);
        string[] words = equals < 0 ? [] : trimmed[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ParameterSharing? sharing = words is [_, "per", "unit"] ? ParameterSharing.Unit
            : words is [_, "per", "layer"] ? ParameterSharing.Layer
            : null;
        if (sharing is null
            || !double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw CreateError(text, position, "Expected a parameter, such as beta=1 per unit or beta=1 per layer.");
        }

        return new(trimmed[..equals].Trim(), value, sharing.Value);
    }

    private static SwishException CreateError(string text, int position, string what) =>
        new("InvalidExpression", ErrorKind.InvalidArgument, SourceUnderline.Format(text, position, 1, what), text);
}
