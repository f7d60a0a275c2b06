namespace Swish.Expressions.Simplification;

/// <summary>Applies the rules of powers.</summary>
/// <param name="builder">The builder that creates nodes.</param>
internal sealed class PowerRules(ExpressionBuilder builder)
{
    /// <summary>Builds a power whose exponent is any expression.</summary>
    /// <returns>The expression in normal form.</returns>
    public Expression Build(Expression b, Expression exponent)
    {
        if (exponent.Operation == Operation.Constant) return Build(b, exponent.Value);
        if (b.Operation == Operation.Exp)
            return builder.Apply(Operation.Exp, builder.Multiply(b.Operands[0], exponent));
        if (b.Operation == Operation.Constant && b.Value > 0)
            return builder.Apply(Operation.Exp, builder.Multiply(exponent, builder.Apply(Operation.Log, b)));
        return builder.Node(Operation.Power, b, exponent);
    }

    /// <summary>Builds a power with a constant exponent.</summary>
    /// <returns>The expression in normal form.</returns>
    public Expression Build(Expression b, double n)
    {
        if (n == 0) return builder.One;
        if (n == 1) return b;

        switch (b.Operation)
        {
            case Operation.Constant when Fold(b.Value, n) is double folded && double.IsFinite(folded):
                return builder.Constant(folded);
            case Operation.Exp:
                return builder.Apply(Operation.Exp, builder.Scale(n, b.Operands[0]));
            case Operation.Abs when double.IsEvenInteger(n):
                return Build(b.Operands[0], n);
            case Operation.Multiply or Operation.ChainMultiply when double.IsInteger(n):
                return builder.Product(1, [(b.Operands[0], n), (b.Operands[1], n)]);
            case Operation.Multiply when b.Operands[0] is { Operation: Operation.Constant, Value: > 0 }
                && Fold(b.Operands[0].Value, n) is double factor && double.IsFinite(factor):
                return builder.Scale(factor, Build(b.Operands[1], n));
            case Operation.Power when b.Operands[1].Operation == Operation.Constant
                && Nested(b.Operands[0], b.Operands[1].Value, n) is { } merged:
                return merged;
            case Operation.Add when n < 0 && double.IsInteger(n) && Reciprocal(b) is { } reciprocal:
                return Build(reciprocal, -n);
            default:
                return builder.Node(Operation.Power, b, builder.Constant(n));
        }
    }

    // Returns (c^m)^n as a single power if that is the same function, otherwise null.
    private Expression? Nested(Expression c, double m, double n)
    {
        if ((double.IsInteger(m) && double.IsInteger(n)) || builder.Bounds.IsNonNegative(c)) return Build(c, m * n);
        return double.IsEvenInteger(m) ? Build(builder.Apply(Operation.Abs, c), m * n) : null;
    }

    // 1/(c + c·e^v) = σ(−v)/c, and 1/(c·e^v + c·e^w) = e^(−v)·σ(v − w)/c, which do not overflow.
    private Expression? Reciprocal(Expression sum)
    {
        if (sum.Operands[0].Operation == Operation.Add) return null;

        (double c, Expression a) = Split(sum.Operands[0]);
        (double k, Expression b) = Split(sum.Operands[1]);
        if (c != k || a.Operation != Operation.Exp) return null;
        Expression v = a.Operands[0];
        if (ReferenceEquals(b, builder.One))
            return builder.Scale(1 / c, builder.Apply(Operation.Sigmoid, builder.Negate(v)));
        if (b.Operation != Operation.Exp) return null;
        return builder.Product(1 / c,
        [
            (builder.Apply(Operation.Exp, builder.Negate(v)), 1),
            (builder.Apply(Operation.Sigmoid, builder.Subtract(v, b.Operands[0])), 1),
        ]);
    }

    private (double Coefficient, Expression Term) Split(Expression term) => term.Operation switch
    {
        Operation.Constant => (term.Value, builder.One),
        Operation.Multiply when term.Operands[0].Operation == Operation.Constant =>
            (term.Operands[0].Value, term.Operands[1]),
        _ => (1, term),
    };

    // Computes b^n with products and square roots only, which round the same way on every machine; null for other n.
    private static double? Fold(double b, double n)
    {
        if (n == 0.5 && b >= 0) return Math.Sqrt(b);
        if (n == -0.5 && b > 0) return 1 / Math.Sqrt(b);
        if (!double.IsInteger(n) || Math.Abs(n) > 64) return null;

        double power = 1;
        for (int i = 0; i < Math.Abs(n); i++) power *= b;
        return n < 0 ? 1 / power : power;
    }
}
