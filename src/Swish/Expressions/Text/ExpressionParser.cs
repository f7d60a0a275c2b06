using System.Globalization;

namespace Swish.Expressions.Text;

/// <summary>Parses the text form of expressions by recursive descent, with limits on length, depth and size.</summary>
/// <param name="text">The text to parse.</param>
internal sealed class ExpressionParser(string text)
{
    private int _position;
    private int _depth;

    /// <summary>Parses the whole text.</summary>
    /// <returns>The expression.</returns>
    /// <exception cref="SwishException">The text is not an expression (InvalidExpression), or it is too deep
    /// (ExpressionTooDeep) or too large (ExpressionTooLarge).</exception>
    public Expression ParseAll()
    {
        if (text.Length > Expression.MaximumLength)
        {
            throw new SwishException(
                "ExpressionTooLarge", ErrorKind.LimitExceeded,
                $"The expression has {text.Length} characters; at most {Expression.MaximumLength} are allowed.");
        }

        Expression result = Sum();
        if (Peek() != '\0') throw Unexpected("the end of the formula");
        return result;
    }

    private Expression Sum()
    {
        int start = Enter();
        Expression left = Product();
        while (true)
        {
            if (Take('+')) left = Apply(start, Operation.Add, left, Product());
            else if (Take('-')) left = Apply(start, Operation.Subtract, left, Product());
            else break;
        }

        _depth--;
        return left;
    }

    private Expression Product()
    {
        int start = _position;
        Expression left = Unary();
        while (true)
        {
            if (Take('*')) left = Apply(start, Operation.Multiply, left, Unary());
            else if (Take('/')) left = Apply(start, Operation.Divide, left, Unary());
            else return left;
        }
    }

    private Expression Unary()
    {
        if (!Take('-')) return Power();

        int start = Enter();
        // A minus directly before a number is part of the number, unless the number is the base of a power.
        if (Peek() is >= '0' and <= '9' or '.')
        {
            int before = _position;
            double number = Number();
            if (Peek() != '^')
            {
                _depth--;
                return Expression.Constant(-number);
            }

            _position = before;
        }

        Expression operand = Unary();
        _depth--;
        return Apply(start, Operation.Negate, operand);
    }

    private Expression Power()
    {
        int start = _position;
        Expression left = Primary();
        if (!Take('^')) return left;

        Enter();
        Expression exponent = Unary();
        _depth--;
        return Apply(start, Operation.Power, left, exponent);
    }

    private Expression Primary()
    {
        char next = Peek();
        if (next is (>= '0' and <= '9') or '.') return Expression.Constant(Number());
        if (Take('('))
        {
            Expression inner = Sum();
            Expect(')');
            return inner;
        }

        if (!char.IsAsciiLetter(next))
            throw CreateError(_position, next == '\0'
                ? "The formula is incomplete: expected a number, x, a function or '('."
                : $"Expected a number, x, a function or '(', not '{next}'.");

        int start = _position;
        string name = Name();
        if (name is "x" or "X") return Expression.X;
        if (!ExpressionFunctions.TryFind(name, out Operation operation))
        {
            if (Peek() == '(')
                throw CreateError(start, $"'{name}' is not a function; the functions are "
                    + $"{string.Join(", ", ExpressionFunctions.Names).ToLowerInvariant()}.");
            return Expression.Parameter(name);
        }

        Expect('(');
        Expression first = Sum();
        Expression result;
        if (ExpressionFunctions.OperandCount(operation) == 2)
        {
            Expect(',');
            result = Apply(start, operation, first, Sum());
        }
        else
        {
            result = Apply(start, operation, first);
        }

        Expect(')');
        return result;
    }

    private double Number()
    {
        int start = _position;
        while (char.IsAsciiDigit(Current) || Current == '.') _position++;
        if (Current is 'e' or 'E')
        {
            int mark = _position++;
            if (Current is '+' or '-') _position++;
            if (char.IsAsciiDigit(Current))
            {
                while (char.IsAsciiDigit(Current)) _position++;
            }
            else
            {
                _position = mark;
            }
        }

        if (!double.TryParse(
            text.AsSpan(start.._position), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw CreateError(start, $"'{text[start.._position]}' is not a finite number.");
        }

        return value;
    }

    private string Name()
    {
        int start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_') _position++;
        return text[start.._position];
    }

    private char Current => _position < text.Length ? text[_position] : '\0';

    private char Peek()
    {
        while (char.IsWhiteSpace(Current)) _position++;
        return Current;
    }

    private bool Take(char expected)
    {
        if (Peek() != expected) return false;
        _position++;
        return true;
    }

    private void Expect(char expected)
    {
        if (Take(expected)) return;
        throw expected == '('
            ? CreateError(_position, "Expected '(': write the operands of a function in parentheses, as in sigmoid(x).")
            : Unexpected($"'{expected}'");
    }

    private int Enter()
    {
        Peek();
        if (++_depth > Expression.MaximumDepth)
        {
            throw new SwishException(
                "ExpressionTooDeep", ErrorKind.LimitExceeded,
                Underline(_position, $"The formula is nested more than {Expression.MaximumDepth} levels deep."), text);
        }

        return _position;
    }

    private Expression Apply(int start, Operation operation, params ReadOnlySpan<Expression> operands)
    {
        try
        {
            return Expression.Apply(operation, operands);
        }
        catch (SwishException e)
        {
            throw new SwishException(e.ErrorId, e.Kind, Underline(start, e.Message), text, e);
        }
    }

    /// <summary>Creates the error for an unexpected character after a complete operand.</summary>
    private SwishException Unexpected(string expected) => CreateError(_position, $"Expected an operator or {expected}"
        + (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '(' ? "; write a product with *, as in 2*x." : "."));

    private SwishException CreateError(int position, string what) =>
        new("InvalidExpression", ErrorKind.InvalidArgument, Underline(position, what), text);

    private string Underline(int position, string what) => SourceUnderline.Format(text, position, 1, what);
}
