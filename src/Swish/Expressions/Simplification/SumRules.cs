namespace Swish.Expressions.Simplification;

/// <summary>
/// Applies the rules of sums: combines like terms, and replaces sums that cancel by functions that do not.
/// </summary>
/// <param name="builder">The builder that creates nodes.</param>
internal sealed class SumRules(ExpressionBuilder builder)
{
    /// <summary>Builds the sum of terms with constant coefficients.</summary>
    /// <param name="parts">The terms and their coefficients.</param>
    /// <returns>The sum in normal form.</returns>
    public Expression Build(IEnumerable<(double Coefficient, Expression Term)> parts)
    {
        Dictionary<Expression, double> terms = new(ReferenceEqualityComparer.Instance);
        foreach ((double coefficient, Expression term) in parts) Collect(terms, coefficient, term);
        while (Improve(terms))
        {
        }

        return Assemble(terms);
    }

    private void Collect(Dictionary<Expression, double> terms, double coefficient, Expression term)
    {
        if (coefficient == 0) return;
        switch (term.Operation)
        {
            case Operation.Add:
                Collect(terms, coefficient, term.Operands[0]);
                Collect(terms, coefficient, term.Operands[1]);
                return;
            case Operation.Constant:
                Put(terms, builder.One, coefficient * term.Value);
                return;
            case Operation.Multiply when term.Operands[0].Operation == Operation.Constant:
                Collect(terms, coefficient * term.Operands[0].Value, term.Operands[1]);
                return;
            default:
                Put(terms, term, coefficient);
                return;
        }
    }

    private static void Put(Dictionary<Expression, double> terms, Expression term, double coefficient)
    {
        double sum = terms.GetValueOrDefault(term) + coefficient;
        if (sum == 0) terms.Remove(term);
        else terms[term] = sum;
    }

    private Expression Assemble(Dictionary<Expression, double> terms)
    {
        Expression? sum = null;
        foreach ((Expression term, double coefficient) in terms
            .Where(t => !ReferenceEquals(t.Key, builder.One))
            .OrderBy(t => t.Key, ExpressionOrder.Instance))
        {
            Expression scaled = coefficient == 1
                ? term
                : builder.Node(Operation.Multiply, builder.Constant(coefficient), term);
            sum = sum is null ? scaled : builder.Node(Operation.Add, sum, scaled);
        }

        if (!terms.TryGetValue(builder.One, out double constant)) return sum ?? builder.Zero;
        Expression last = builder.Constant(constant);
        return sum is null ? last : builder.Node(Operation.Add, sum, last);
    }

    // Replaces one c·Q·g(u) + k·Q that equals a stable function times Q, or one e^u ± e^−u. Returns true if it did.
    private bool Improve(Dictionary<Expression, double> terms)
    {
        if (terms.Count < 2) return false;

        foreach ((Expression term, double c) in terms.OrderBy(t => t.Key, ExpressionOrder.Instance))
        {
            foreach ((Expression factor, Expression cofactor) in ProductRules.Factors(builder, term, IsReplaceable))
            {
                if (Replacement(terms, c, factor, cofactor) is not { } replacement) continue;

                terms.Remove(term);
                terms.Remove(replacement.Partner);
                Collect(terms, replacement.Coefficient, builder.Multiply(cofactor, replacement.Stable));
                return true;
            }
        }

        return false;
    }

    // Most factors have no replacement, so that the product of the others needs not be built.
    private static bool IsReplaceable(Expression factor) =>
        (factor.Operation == Operation.Power ? factor.Operands[0] : factor).Operation
            is Operation.Tanh or Operation.Erf or Operation.Sigmoid or Operation.Exp;

    private (Expression Partner, double Coefficient, Expression Stable)? Replacement(
        Dictionary<Expression, double> terms, double c, Expression factor, Expression cofactor)
    {
        bool square = factor.Operation == Operation.Power && ReferenceEquals(factor.Operands[1], builder.Constant(2));
        Expression function = square ? factor.Operands[0] : factor;
        if (function.Operands.Length == 0) return null;

        Expression u = function.Operands[0];
        double sign = Relation(c, cofactor);
        if (sign != 0)
        {
            switch (function.Operation)
            {
                case Operation.Tanh when square && sign < 0: // −c(1 − tanh²u) = −4c·σ(2u)·σ(−2u)
                    return (cofactor, -4 * c, builder.Multiply(Sigmoid(2, u), Sigmoid(-2, u)));
                case Operation.Tanh when !square: // c(1 + tanh u) = 2c·σ(2u); −c(1 − tanh u) = −2c·σ(−2u)
                    return (cofactor, sign * 2 * c, Sigmoid(sign * 2, u));
                case Operation.Erf when !square: // c(1 + erf u) = c·erfc(−u); −c(1 − erf u) = −c·erfc(u)
                    return (cofactor, sign * c, builder.Apply(Operation.Erfc, builder.Scale(-sign, u)));
                case Operation.Sigmoid when !square && sign < 0: // −c(1 − σ(u)) = −c·σ(−u)
                    return (cofactor, -c, Sigmoid(-1, u));
                case Operation.Exp when sign < 0:
                    return (cofactor, c, builder.Apply(Operation.Expm1, u));
                default:
                    break;
            }
        }

        if (function.Operation == Operation.Sigmoid && !square
            && terms.TryGetValue(cofactor, out double half) && half == -0.5 * c) // c(σ(u) − ½) = ½c·tanh(½u)
        {
            return (cofactor, 0.5 * c, builder.Apply(Operation.Tanh, builder.Scale(0.5, u)));
        }

        if (function.Operation != Operation.Exp) return null;

        Expression mirror = builder.Multiply(cofactor, builder.Apply(Operation.Exp, builder.Negate(u)));
        return Relation(c, mirror) switch
        {
            1 => (mirror, 2 * c, builder.Apply(Operation.Cosh, u)),
            -1 => (mirror, 2 * c, builder.Apply(Operation.Sinh, u)),
            _ => null,
        };

        // Returns 1 if the sum contains c times the other term, −1 if it contains −c times it, otherwise 0.
        int Relation(double c, Expression other)
        {
            if (!terms.TryGetValue(other, out double k)) return 0;
            return Math.Abs(k - c) <= 4e-16 * Math.Abs(c) ? 1 : Math.Abs(k + c) <= 4e-16 * Math.Abs(c) ? -1 : 0;
        }
    }

    private Expression Sigmoid(double scale, Expression u) =>
        builder.Apply(Operation.Sigmoid, builder.Scale(scale, u));
}
