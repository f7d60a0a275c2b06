namespace Swish.Expressions.Simplification;

/// <summary>
/// Quotients of functions that are one stable function: e^v/(1 + e^v) = σ(v), sinh/cosh = tanh, sin u/u.
/// </summary>
internal static class QuotientRules
{
    /// <summary>Applies one rule. True if it changed the factors.</summary>
    public static bool Improve(ExpressionBuilder builder, FactorList list)
    {
        for (int i = 0; i < list.Factors.Count; i++)
        {
            (Expression factor, double exponent) = list.Factors[i];
            for (int j = 0; exponent >= 1 && j < list.Factors.Count; j++)
            {
                if (i == j) continue;
                (Expression other, double power) = list.Factors[j];
                if (Merged(builder, factor, other, power) is not { } merged) continue;

                // The later index first, so that the earlier stays what it is.
                list.Lower(Math.Max(i, j), i > j ? 1 : Math.Sign(power));
                list.Lower(Math.Min(i, j), i > j ? Math.Sign(power) : 1);
                list.Add(merged.Factor, 1);
                list.Coefficient *= merged.Coefficient;
                return true;
            }
        }

        return false;
    }

    // What the factor times the other's first power (or that over it) is, if it is something better.
    private static (Expression Factor, double Coefficient)? Merged(
        ExpressionBuilder builder, Expression factor, Expression other, double power)
    {
        if (factor.Operands.Length != 1) return null;

        Expression u = factor.Operands[0];
        if (power >= 1 && other.Operation == Operation.Sigmoid)
        {
            // σ(−v) with e^v or e^v − 1 before it, also as a part of the exponent.
            Expression v = builder.Negate(other.Operands[0]);
            if (factor.Operation == Operation.Expm1 && ReferenceEquals(u, v)) // (e^v − 1)/(e^v + 1) = tanh(½v)
                return (builder.Apply(Operation.Tanh, builder.Scale(0.5, v)), 1);
            if (factor.Operation == Operation.Exp && Contains(builder, u, v))
            {
                return (builder.Multiply(
                    builder.Apply(Operation.Sigmoid, v),
                    builder.Apply(Operation.Exp, builder.Subtract(u, v))), 1);
            }
        }

        if (power > -1) return null;
        switch (factor.Operation, other.Operation)
        {
            case (Operation.Sinh, Operation.Cosh) when SameArgument():
                return (builder.Apply(Operation.Tanh, u), 1);
            case (Operation.Sin, Operation.Cos) when SameArgument():
                return (builder.Apply(Operation.Tan, u), 1);
            case (Operation.Exp, Operation.Cosh) when SameArgument()
                || ReferenceEquals(builder.Negate(u), other.Operands[0]):
                return (builder.Apply(Operation.Sigmoid, builder.Scale(2, u)), 2);
            case (Operation.Sin, _): // sin(cy)/y = c·sinc(cy)
                if (ReferenceEquals(u, other)) return (builder.Apply(Operation.Sinc, u), 1);
                if (u.Operation == Operation.Multiply && u.Operands[0].Operation == Operation.Constant
                    && ReferenceEquals(u.Operands[1], other))
                {
                    return (builder.Apply(Operation.Sinc, u), u.Operands[0].Value);
                }

                return null;
            default:
                return null;
        }

        bool SameArgument() => ReferenceEquals(u, other.Operands[0]);
    }

    // Whether the exponent u is v, a whole multiple of it, or a sum in which v is.
    private static bool Contains(ExpressionBuilder builder, Expression u, Expression v)
    {
        (double cu, Expression ru) = Split(u);
        (double cv, Expression rv) = Split(v);
        if (ReferenceEquals(ru, rv) && cu / cv is double ratio && ratio >= 1 && double.IsInteger(ratio)) return true;
        if (u.Operation != Operation.Add) return false;

        // All of v's terms are u's, with the same coefficients.
        return builder.Subtract(u, v).Size < u.Size;

        static (double Coefficient, Expression Term) Split(Expression e) =>
            e.Operation == Operation.Multiply && e.Operands[0].Operation == Operation.Constant
                ? (e.Operands[0].Value, e.Operands[1])
                : (1, e);
    }
}
