namespace Swish.Expressions.Simplification;

/// <summary>
/// Applies the rules of functions: moves signs out of odd and even functions, cancels inverse functions, and replaces
/// forms that overflow or cancel by stable ones.
/// </summary>
/// <param name="builder">The builder that creates nodes.</param>
internal sealed class FunctionRules(ExpressionBuilder builder)
{
    /// <summary>Builds a function of one operand, or Max or Min of two.</summary>
    /// <param name="operation">The function.</param>
    /// <param name="operands">One or two operands in normal form.</param>
    /// <returns>The expression in normal form.</returns>
    public Expression Build(Operation operation, ReadOnlySpan<Expression> operands)
    {
        if (operation is Operation.Max or Operation.Min) return Extreme(operation, operands[0], operands[1]);

        Expression u = operands[0];
        if (u.Operation == Operation.Constant && u.Value == 0 && AtZero(operation) is double value)
            return builder.Constant(value);

        switch (operation)
        {
            case Operation.Sin or Operation.Tan or Operation.Asinh or Operation.Atan or Operation.Sinh or Operation.Tanh
                or Operation.Erf or Operation.SincSlope when IsNegated(u): // odd
                return builder.Negate(builder.Apply(operation, builder.Negate(u)));
            case Operation.Cos or Operation.Cosh or Operation.Sinc or Operation.SincCurvature when IsNegated(u): // even
                return builder.Apply(operation, builder.Negate(u));
            case Operation.Abs:
                return Abs(u);
            case Operation.Exp:
                return Exp(u);
            case Operation.Expm1 when u.Operation == Operation.Log1p:
                return u.Operands[0];
            case Operation.Expm1 when NegatedSoftplus(u) is { } v: // e^−softplus(v) − 1 = −σ(v)
                return builder.Negate(builder.Apply(Operation.Sigmoid, v));
            case Operation.Log:
                return Log(u);
            case Operation.Log1p when u.Operation == Operation.Exp:
                return builder.Apply(Operation.Softplus, u.Operands[0]);
            case Operation.Log1p when u.Operation == Operation.Expm1:
                return u.Operands[0];
            case Operation.Log1p when IsNegated(u) && builder.Negate(u) is { Operation: Operation.Sigmoid } sigmoid:
                return builder.Negate(builder.Apply(Operation.Softplus, sigmoid.Operands[0])); // log(1 − σ(v))
            default:
                return builder.Node(operation, u);
        }
    }

    private static double? AtZero(Operation operation) => operation switch
    {
        Operation.Exp or Operation.Cos or Operation.Cosh or Operation.Sinc or Operation.Erfc => 1,
        Operation.Sigmoid => 0.5,
        Operation.Abs or Operation.Log1p or Operation.Expm1 or Operation.Sin or Operation.Tan or Operation.Asinh
            or Operation.Atan or Operation.Sinh or Operation.Tanh or Operation.Erf or Operation.SincSlope => 0,
        _ => null,
    };

    // Determines whether the leading coefficient is negative, which is true for exactly one of u and −u unless u is 0.
    private static bool IsNegated(Expression u)
    {
        while (u.Operation == Operation.Add) u = u.Operands[0];
        Expression leading = u.Operation == Operation.Multiply ? u.Operands[0] : u;
        return leading.Operation == Operation.Constant && leading.Value < 0;
    }

    private Expression Extreme(Operation operation, Expression a, Expression b)
    {
        if (ReferenceEquals(a, b)) return a;

        bool max = operation == Operation.Max;
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
            return (a.Value < b.Value) == max ? b : a;
        if (ReferenceEquals(builder.Negate(a), b)) // max(u, −u) = |u|
            return max ? builder.Apply(Operation.Abs, a) : builder.Negate(builder.Apply(Operation.Abs, a));

        if (ExpressionOrder.Instance.Compare(a, b) > 0) (a, b) = (b, a);
        if (a.Operation == Operation.Constant)
        {
            bool bIsMax = a.Value <= 0 && builder.Bounds.IsNonNegative(b);
            bool bIsMin = a.Value >= 0 && builder.Bounds.IsNonPositive(b);
            if (bIsMax) return max ? b : a;
            if (bIsMin) return max ? a : b;

            // The constant is the second operand, so that max(x, 0) is NaN if x is NaN.
            return builder.Node(operation, b, a);
        }

        return builder.Node(operation, a, b);
    }

    private Expression Abs(Expression u)
    {
        if (builder.Bounds.IsNonNegative(u)) return u;
        if (builder.Bounds.IsNonPositive(u)) return builder.Negate(u);
        if (u.Operation == Operation.Constant) return builder.Constant(Math.Abs(u.Value));
        if (u.Operation == Operation.Multiply && u.Operands[0].Operation == Operation.Constant)
        {
            return builder.Scale(
                Math.Abs(u.Operands[0].Value), builder.Apply(Operation.Abs, u.Operands[1]));
        }

        return builder.Node(Operation.Abs, IsNegated(u) ? builder.Negate(u) : u);
    }

    private Expression Exp(Expression u)
    {
        if (u.Operation == Operation.Log && builder.Bounds.IsNonNegative(u.Operands[0])) return u.Operands[0];
        if (u.Operation == Operation.Log1p && builder.Bounds.IsNonNegative(u.Operands[0]))
            return builder.Add(builder.One, u.Operands[0]);
        if (NegatedSoftplus(u) is { } v) return builder.Apply(Operation.Sigmoid, builder.Negate(v));

        // e^(w − softplus(v)) = e^w·σ(−v)
        for (Expression sum = u; sum.Operation == Operation.Add; sum = sum.Operands[0])
        {
            foreach (Expression term in sum.Operands)
            {
                if (NegatedSoftplus(term) is not { } part) continue;
                return builder.Multiply(
                    builder.Apply(Operation.Exp, builder.Subtract(u, term)),
                    builder.Apply(Operation.Sigmoid, builder.Negate(part)));
            }
        }

        return builder.Node(Operation.Exp, u);
    }

    // Returns v if u is −softplus(v), otherwise null.
    private Expression? NegatedSoftplus(Expression u) =>
        u.Operation == Operation.Multiply && ReferenceEquals(u.Operands[0], builder.Constant(-1))
        && u.Operands[1].Operation == Operation.Softplus
            ? u.Operands[1].Operands[0]
            : null;

    private Expression Log(Expression u)
    {
        switch (u.Operation)
        {
            case Operation.Constant when u.Value == 1:
                return builder.Zero;
            case Operation.Exp:
                return u.Operands[0];
            case Operation.Sigmoid: // log σ(v) = −softplus(−v)
                return builder.Negate(builder.Apply(Operation.Softplus, builder.Negate(u.Operands[0])));
            case Operation.Cosh: // log cosh v = softplus(2v) − v − log 2
                return builder.Subtract(
                    LogOfTwiceCosh(u.Operands[0]), builder.Apply(Operation.Log, builder.Constant(2)));
            case Operation.Multiply when u.Operands[0] is { Operation: Operation.Constant, Value: > 0 } c
                && u.Operands[1].Operation == Operation.Cosh:
                return builder.Add(
                    LogOfTwiceCosh(u.Operands[1].Operands[0]),
                    builder.Apply(Operation.Log, builder.Constant(c.Value / 2)));
            case Operation.Add:
                return LogOfSum(u) ?? builder.Node(Operation.Log, u);
            default:
                return builder.Node(Operation.Log, u);
        }
    }

    private Expression LogOfTwiceCosh(Expression v) =>
        builder.Subtract(builder.Apply(Operation.Softplus, builder.Scale(2, v)), v);

    private Expression? LogOfSum(Expression sum)
    {
        // e^v + e^w: e^v·(1 + e^(w−v))
        if (sum.Operands[0].Operation == Operation.Exp && sum.Operands[1].Operation == Operation.Exp)
        {
            Expression v = sum.Operands[0].Operands[0];
            return builder.Add(v, builder.Apply(
                Operation.Softplus, builder.Subtract(sum.Operands[1].Operands[0], v)));
        }

        return ReferenceEquals(sum.Operands[1], builder.One)
            ? builder.Apply(Operation.Log1p, builder.Subtract(sum, builder.One))
            : null;
    }
}
