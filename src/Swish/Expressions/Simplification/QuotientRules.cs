namespace Swish.Expressions.Simplification;

/// <summary>
/// Replaces quotients of functions by one stable function: e^v/(1 + e^v) by σ(v), sinh u/cosh u by tanh u, sin u/u by
/// sinc u.
/// </summary>
internal static class QuotientRules
{
    /// <summary>Applies the first rule that fits.</summary>
    /// <param name="builder">The builder that creates nodes.</param>
    /// <param name="list">The factors, which are changed in place.</param>
    /// <returns>True if a rule changed the factors.</returns>
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

                // Lower the later factor first, because removing it leaves the index of the earlier one valid.
                list.Lower(Math.Max(i, j), i > j ? 1 : Math.Sign(power));
                list.Lower(Math.Min(i, j), i > j ? Math.Sign(power) : 1);
                list.Add(merged.Factor, 1);
                list.Coefficient *= merged.Coefficient;
                return true;
            }
        }

        return false;
    }

    // Returns a stable form of factor·other if power ≥ 1, or of factor/other if power ≤ −1; null if there is none.
    private static (Expression Factor, double Coefficient)? Merged(
        ExpressionBuilder builder, Expression factor, Expression other, double power)
    {
        if (factor.Operands.Length != 1) return null;

        Expression u = factor.Operands[0];
        if (power >= 1 && other.Operation == Operation.Sigmoid && factor.Operation is Operation.Expm1 or Operation.Exp)
        {
            // σ(−v) times e^v − 1, or times an exponential whose exponent contains v.
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

    // Determines whether the exponent u is v, an integer multiple of v, or a sum that contains v.
    private static bool Contains(ExpressionBuilder builder, Expression u, Expression v)
    {
        (double cu, Expression ru) = Split(u);
        (double cv, Expression rv) = Split(v);
        if (ReferenceEquals(ru, rv) && cu / cv is double ratio && ratio >= 1 && double.IsInteger(ratio)) return true;
        if (u.Operation != Operation.Add) return false;

        // The difference is smaller than u only if u has all terms of v with the same coefficients.
        return builder.Subtract(u, v).Size < u.Size;

        static (double Coefficient, Expression Term) Split(Expression e) =>
            e.Operation == Operation.Multiply && e.Operands[0].Operation == Operation.Constant
                ? (e.Operands[0].Value, e.Operands[1])
                : (1, e);
    }
}
