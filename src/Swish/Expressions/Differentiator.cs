using Swish.Expressions.Simplification;

namespace Swish.Expressions;

/// <summary>
/// Differentiates expressions in normal form. At a kink it returns the left derivative: where the operands of Max are
/// equal, the smaller of their derivatives; of Min, the larger; where u is 0, −|u′| for |u|. A product 0·∞ in the chain
/// rule is 0.
/// </summary>
/// <param name="builder">The builder that created the expressions.</param>
/// <param name="by">The variable to differentiate by: x or a parameter, from the same builder.</param>
internal sealed class Differentiator(ExpressionBuilder builder, Expression by)
{
    private const double TwoOverRootPi = 1.1283791670955126;

    private readonly Dictionary<Expression, Expression> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Differentiates an expression.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>The derivative, in normal form.</returns>
    /// <exception cref="SwishException">The derivative is too large (ExpressionTooLarge).</exception>
    public Expression Derive(Expression e)
    {
        if (e.Operands.Length == 0) return ReferenceEquals(e, by) ? builder.One : builder.Zero;
        if (_known.TryGetValue(e, out Expression? known)) return known;

        Expression result = e.Operands.Length == 1 ? DeriveFunction(e, e.Operands[0]) : DeriveOperator(e);
        _known.Add(e, result);
        return result;
    }

    /// <summary>
    /// Builds an expression that is 1 at a kink and 0 elsewhere. A kink is where the operands of a Max or Min that
    /// determines the value are equal, or where the operand of an Abs is 0. The second derivative of an activation is
    /// defined as 0 there.
    /// </summary>
    /// <param name="builder">The builder that created the expression.</param>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>The indicator of kinks.</returns>
    public static Expression Kink(ExpressionBuilder builder, Expression e)
    {
        Dictionary<Expression, Expression> known = new(ReferenceEqualityComparer.Instance);
        return Find(e);

        Expression Find(Expression node)
        {
            if (node.Operands.Length == 0) return builder.Zero;
            if (known.TryGetValue(node, out Expression? kink)) return kink;

            kink = Combine(builder, node, [.. node.Operands.Select(Find)]);
            known.Add(node, kink);
            return kink;
        }
    }

    private static Expression Combine(ExpressionBuilder builder, Expression e, Expression[] kinks) => e.Operation switch
    {
        Operation.Max => builder.Choose(e.Operands[0], e.Operands[1], kinks[1], builder.One, kinks[0]),
        Operation.Min => builder.Choose(e.Operands[0], e.Operands[1], kinks[0], builder.One, kinks[1]),
        Operation.Abs => builder.Choose(e.Operands[0], builder.Zero, kinks[0], builder.One, kinks[0]),
        _ => kinks.Aggregate((a, b) => builder.Apply(Operation.Max, a, b)),
    };

    private Expression DeriveOperator(Expression e)
    {
        Expression a = e.Operands[0], b = e.Operands[1];
        Expression da = Derive(a), db = Derive(b);
        switch (e.Operation)
        {
            case Operation.Add:
                return builder.Add(da, db);
            case Operation.Multiply or Operation.ChainMultiply:
                return builder.Add(builder.ChainMultiply(da, b), builder.ChainMultiply(a, db));
            case Operation.Max:
                return builder.Choose(a, b, db, builder.Apply(Operation.Min, da, db), da);
            case Operation.Min:
                return builder.Choose(a, b, da, builder.Apply(Operation.Max, da, db), db);
            case Operation.Choose:
                return builder.Choose(a, b, Derive(e.Operands[2]), builder.Zero, Derive(e.Operands[4]));
            case Operation.Power when b.Operation == Operation.Constant:
                return builder.ChainMultiply(b, builder.Power(a, b.Value - 1), da);
            case Operation.Power: // a^b·(b·a′/a + b′·log a)
                return builder.Add(
                    builder.ChainMultiply(b, builder.Power(a, builder.Subtract(b, builder.One)), da),
                    builder.ChainMultiply(e, builder.Apply(Operation.Log, a), db));
            default:
                throw new InvalidOperationException($"{e.Operation} is not part of the normal form.");
        }
    }

    private Expression DeriveFunction(Expression e, Expression u)
    {
        Expression du = Derive(u);
        if (ReferenceEquals(du, builder.Zero)) return du;
        return e.Operation switch
        {
            Operation.Abs => builder.Choose(
                u, builder.Zero, builder.Negate(du), builder.Negate(builder.Apply(Operation.Abs, du)), du),
            Operation.Exp => builder.ChainMultiply(e, du),
            Operation.Expm1 => builder.ChainMultiply(builder.Apply(Operation.Exp, u), du),
            Operation.Log => builder.ChainMultiply(builder.Power(u, -1), du),
            Operation.Log1p => builder.ChainMultiply(builder.Power(builder.Add(u, builder.One), -1), du),
            Operation.Sin => builder.ChainMultiply(builder.Apply(Operation.Cos, u), du),
            Operation.Cos => builder.ChainMultiply(builder.Negate(builder.Apply(Operation.Sin, u)), du),
            Operation.Tan => builder.ChainMultiply(builder.Add(builder.One, builder.Power(e, 2)), du),
            Operation.Asinh => builder.ChainMultiply(builder.Power(OnePlusSquare(u), -0.5), du),
            Operation.Atan => builder.ChainMultiply(builder.Power(OnePlusSquare(u), -1), du),
            Operation.Sinh => builder.ChainMultiply(builder.Apply(Operation.Cosh, u), du),
            Operation.Cosh => builder.ChainMultiply(builder.Apply(Operation.Sinh, u), du),
            Operation.Tanh => builder.ChainMultiply(builder.Constant(4), Sigmoid(2, u), Sigmoid(-2, u), du),
            Operation.Sigmoid => builder.ChainMultiply(e, Sigmoid(-1, u), du),
            Operation.Softplus => builder.ChainMultiply(Sigmoid(1, u), du),
            Operation.Erf => builder.ChainMultiply(builder.Constant(TwoOverRootPi), Gaussian(u), du),
            Operation.Erfc => builder.ChainMultiply(builder.Constant(-TwoOverRootPi), Gaussian(u), du),
            Operation.Sinc => builder.ChainMultiply(builder.Apply(Operation.SincSlope, u), du),
            Operation.SincSlope => builder.ChainMultiply(builder.Apply(Operation.SincCurvature, u), du),
            _ => throw new InvalidOperationException($"{e.Operation} has no derivative rule."),
        };
    }

    private Expression Sigmoid(double scale, Expression u) =>
        builder.Apply(Operation.Sigmoid, builder.Scale(scale, u));

    private Expression OnePlusSquare(Expression u) => builder.Add(builder.One, builder.Power(u, 2));

    private Expression Gaussian(Expression u) =>
        builder.Apply(Operation.Exp, builder.Negate(builder.Power(u, 2)));
}
