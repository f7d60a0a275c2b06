namespace Swish.Expressions.Simplification;

/// <summary>
/// The normal form of products: powers of like factors collected, exponentials merged, and quotients that overflow
/// replaced by functions that do not.
/// </summary>
internal sealed class ProductRules(ExpressionBuilder builder)
{
    /// <summary>The product of a coefficient and powers.</summary>
    public Expression Build(double coefficient, IEnumerable<(Expression Base, double Exponent)> factors, bool chain)
    {
        FactorList list = new(builder) { Coefficient = coefficient, IsChain = chain };
        foreach ((Expression factor, double exponent) in factors) list.Add(factor, exponent);
        while (QuotientRules.Improve(builder, list))
        {
        }

        return Assemble(list);
    }

    /// <summary>Each factor of a term with what the term is without it; the term itself has the cofactor 1.</summary>
    public static IEnumerable<(Expression Factor, Expression Cofactor)> Factors(
        ExpressionBuilder builder, Expression term)
    {
        if (term.Operation is not (Operation.Multiply or Operation.ChainMultiply))
            return [(term, builder.One)];

        List<Expression> factors = [];
        Flatten(term, factors);
        return factors.Select(f => (f, WithoutFactor(f)));

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
                "InvalidExpression", ErrorKind.InvalidArgument, "The constants of the expression overflow.");
        }

        // A constant alone with a sum goes into it, so that −(a − b) and b − a are one.
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

    // Where nothing can be infinite the plain product is the same, and more of it can be shared.
    private Expression Join(Expression a, Expression b, bool chain) =>
        builder.Node(
            chain && (builder.Bounds.MayBeInfinite(a) || builder.Bounds.MayBeInfinite(b))
                ? Operation.ChainMultiply
                : Operation.Multiply,
            a, b);
}
