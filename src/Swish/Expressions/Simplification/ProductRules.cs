namespace Swish.Expressions.Simplification;

/// <summary>
/// Applies the rules of products: combines powers of equal factors, merges exponentials, and replaces quotients that
/// overflow by functions that do not.
/// </summary>
/// <param name="builder">The builder that creates nodes.</param>
internal sealed class ProductRules(ExpressionBuilder builder)
{
    /// <summary>Builds the product of a coefficient and factors with constant exponents.</summary>
    /// <param name="coefficient">The constant factor.</param>
    /// <param name="factors">The factors and their exponents.</param>
    /// <param name="chain">Whether 0·∞ is 0, as in the chain rule.</param>
    /// <returns>The product in normal form.</returns>
    public Expression Build(double coefficient, IEnumerable<(Expression Base, double Exponent)> factors, bool chain)
    {
        FactorList list = new(builder) { Coefficient = coefficient, IsChain = chain };
        foreach ((Expression factor, double exponent) in factors) list.Add(factor, exponent);
        while (QuotientRules.Improve(builder, list))
        {
        }

        return Assemble(list);
    }

    /// <summary>Splits a term into each of certain factors and the product of the others.</summary>
    /// <param name="builder">The builder that creates nodes.</param>
    /// <param name="term">The term in normal form.</param>
    /// <param name="filter">Whether a factor is returned.</param>
    /// <returns>The pairs; a term that is not a product has one factor, with the cofactor 1.</returns>
    public static IEnumerable<(Expression Factor, Expression Cofactor)> Factors(
        ExpressionBuilder builder, Expression term, Func<Expression, bool> filter)
    {
        if (term.Operation is not (Operation.Multiply or Operation.ChainMultiply))
            return filter(term) ? [(term, builder.One)] : [];

        List<Expression> factors = [];
        Flatten(term, factors);
        return factors.Where(filter).Select(f => (f, WithoutFactor(f)));

        static void Flatten(Expression node, List<Expression> factors)
        {
            if (node.Operation is Operation.Multiply or Operation.ChainMultiply)
            {
                Flatten(node.Operands[0], factors);
                Flatten(node.Operands[1], factors);
            }
            else
            {
                factors.Add(node);
            }
        }

        Expression WithoutFactor(Expression factor)
        {
            Expression[] rest = [.. factors.Where(f => !ReferenceEquals(f, factor))];
            return term.Operation == Operation.ChainMultiply ? builder.ChainMultiply(rest) : builder.Multiply(rest);
        }
    }

    private Expression Assemble(FactorList list)
    {
        if (list.Coefficient == 0) return builder.Zero;
        if (!double.IsFinite(list.Coefficient))
        {
            throw new SwishException(
                "InvalidExpression", ErrorKind.InvalidArgument,
                "The constants of the expression overflow; use smaller numbers.");
        }

        // A constant times a sum is distributed over the sum, so that −(a − b) and b − a are the same expression.
        if (list.Factors is [{ Exponent: 1, Base.Operation: Operation.Add } sum] && list.Coefficient != 1)
            return builder.Sum([(list.Coefficient, sum.Base)]);

        Expression? product = null;
        foreach (Expression factor in list.Factors
            .Select(f => f.Exponent == 1
                ? f.Base
                : builder.Node(Operation.Power, f.Base, builder.Constant(f.Exponent)))
            .OrderBy(f => f, ExpressionOrder.Instance))
        {
            product = product is null ? factor : Join(product, factor, list.IsChain);
        }

        Expression constant = builder.Constant(list.Coefficient);
        if (product is null) return constant;
        return list.Coefficient == 1 ? product : builder.Node(Operation.Multiply, constant, product);
    }

    // If no factor can be infinite, the plain product has the same value, and more of it can be shared.
    private Expression Join(Expression a, Expression b, bool chain) =>
        builder.Node(
            chain && (builder.Bounds.MayBeInfinite(a) || builder.Bounds.MayBeInfinite(b))
                ? Operation.ChainMultiply
                : Operation.Multiply,
            a, b);
}
