namespace Swish.Expressions.Text;

/// <summary>Converts the normal form back to the form a person would write, with a − b, a/b, −a and √a.</summary>
internal static class ExpressionPrettifier
{
    /// <summary>Converts an expression.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>An expression of the same function.</returns>
    public static Expression Prettify(Expression e)
    {
        switch (e.Operation)
        {
            case Operation.Add:
                return Sum(e.Operands[0], e.Operands[1]);
            case Operation.Multiply when e.Operands[0] is { Operation: Operation.Constant, Value: -1 }:
                return Node(Operation.Negate, Prettify(e.Operands[1]));
            case Operation.Multiply when e.Operands[1] is { Operation: Operation.Power } power
                && IsConstant(power.Operands[1], -1):
                return Node(Operation.Divide, Prettify(e.Operands[0]), Prettify(power.Operands[0]));
            case Operation.Power when IsConstant(e.Operands[1], -1):
                return Node(Operation.Divide, Number(1), Prettify(e.Operands[0]));
            case Operation.Power when IsConstant(e.Operands[1], 0.5):
                return Node(Operation.Sqrt, Prettify(e.Operands[0]));
            default:
                return e.Operands.Length == 0
                    ? e
                    : new Expression(e.Operation, [.. e.Operands.Select(Prettify)], e.Value, e.Name);
        }
    }

    private static Expression Sum(Expression a, Expression b)
    {
        if (Negated(b) is { } subtracted) return Node(Operation.Subtract, Prettify(a), subtracted);
        return a.Operation != Operation.Add && Negated(a) is { } first
            ? Node(Operation.Subtract, Prettify(b), first)
            : Node(Operation.Add, Prettify(a), Prettify(b));
    }

    // Returns −e in converted form if e has a negative coefficient, otherwise null.
    private static Expression? Negated(Expression e)
    {
        if (e is { Operation: Operation.Constant, Value: < 0 }) return Number(-e.Value);
        if (e.Operation != Operation.Multiply || e.Operands[0] is not { Operation: Operation.Constant, Value: < 0 } c)
            return null;
        Expression term = Prettify(e.Operands[1]);
        return c.Value == -1 ? term : Node(Operation.Multiply, Number(-c.Value), term);
    }

    private static bool IsConstant(Expression e, double value) =>
        e.Operation == Operation.Constant && e.Value == value;

    private static Expression Number(double value) => Expression.Constant(value);

    private static Expression Node(Operation operation, params ReadOnlySpan<Expression> operands) =>
        new(operation, [.. operands]);
}
