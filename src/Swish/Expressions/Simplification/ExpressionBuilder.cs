namespace Swish.Expressions.Simplification;

/// <summary>
/// Builds expressions in normal form and creates each node only once (hash consing), so equal subexpressions are the
/// same object. In normal form, sums and products are flat and sorted, with the constant factor outermost; a − b is a +
/// −1·b, a/b is a·b^−1, √a is a^½; and forms that overflow or cancel are replaced by stable ones.
/// </summary>
internal sealed class ExpressionBuilder
{
    private const int MaximumNodes = 20_000;

    private readonly HashSet<Expression> _nodes = new(new NodeComparer());
    private readonly SumRules _sums;
    private readonly ProductRules _products;
    private readonly PowerRules _powers;
    private readonly FunctionRules _functions;

    /// <summary>Creates an empty builder.</summary>
    public ExpressionBuilder()
    {
        Bounds = new ExpressionBounds();
        X = Intern(Expression.X);
        Zero = Constant(0);
        One = Constant(1);
        _sums = new SumRules(this);
        _products = new ProductRules(this);
        _powers = new PowerRules(this);
        _functions = new FunctionRules(this);
    }

    /// <summary>Gets the variable x.</summary>
    public Expression X { get; }

    /// <summary>Gets the constant 0.</summary>
    public Expression Zero { get; }

    /// <summary>Gets the constant 1.</summary>
    public Expression One { get; }

    /// <summary>Gets the bounds of the signs and magnitudes of expressions.</summary>
    public ExpressionBounds Bounds { get; }

    /// <summary>Builds a constant.</summary>
    public Expression Constant(double value) => Intern(Expression.Constant(value));

    /// <summary>Builds a + b.</summary>
    public Expression Add(Expression a, Expression b) => _sums.Build([(1, a), (1, b)]);

    /// <summary>Builds a − b.</summary>
    public Expression Subtract(Expression a, Expression b) => _sums.Build([(1, a), (-1, b)]);

    /// <summary>Builds c·a.</summary>
    public Expression Scale(double c, Expression a) => _products.Build(c, [(a, 1)], chain: false);

    /// <summary>Builds −a.</summary>
    public Expression Negate(Expression a) => Scale(-1, a);

    /// <summary>Builds the product of several factors.</summary>
    public Expression Multiply(params ReadOnlySpan<Expression> factors) => Product(factors, chain: false);

    /// <summary>Builds a product of the chain rule, in which 0·∞ is 0.</summary>
    public Expression ChainMultiply(params ReadOnlySpan<Expression> factors) => Product(factors, chain: true);

    /// <summary>Builds the product of a coefficient and factors with constant exponents.</summary>
    public Expression Product(double coefficient, IEnumerable<(Expression Base, double Exponent)> factors) =>
        _products.Build(coefficient, factors, chain: false);

    /// <summary>Builds the sum of terms with constant coefficients.</summary>
    public Expression Sum(IEnumerable<(double Coefficient, Expression Term)> terms) => _sums.Build(terms);

    /// <summary>Builds b to a constant power.</summary>
    public Expression Power(Expression b, double exponent) => _powers.Build(b, exponent);

    /// <summary>Builds b to the power of an expression.</summary>
    public Expression Power(Expression b, Expression exponent) => _powers.Build(b, exponent);

    /// <summary>Builds a function of one operand, or Max or Min of two.</summary>
    public Expression Apply(Operation operation, params ReadOnlySpan<Expression> operands) =>
        _functions.Build(operation, operands);

    /// <summary>Builds a selection: <paramref name="less"/> if a &lt; b, <paramref name="equal"/> if a = b,
    /// <paramref name="greater"/> if a &gt; b.</summary>
    public Expression Choose(Expression a, Expression b, Expression less, Expression equal, Expression greater)
    {
        if (ReferenceEquals(a, b)) return equal;
        if (ReferenceEquals(less, equal) && ReferenceEquals(equal, greater)) return less;
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
            return a.Value < b.Value ? less : a.Value == b.Value ? equal : greater;
        return Node(Operation.Choose, a, b, less, equal, greater);
    }

    /// <summary>Converts an expression to normal form.</summary>
    /// <param name="written">The expression as it was written.</param>
    /// <returns>The same function in normal form.</returns>
    /// <exception cref="SwishException">The builder has too many nodes (ExpressionTooLarge), or a constant overflows
    /// (InvalidExpression).</exception>
    public Expression Simplify(Expression written)
    {
        if (written.Operands.Length == 0) return Intern(written);

        Expression a = Simplify(written.Operands[0]);
        if (written.Operands.Length == 1)
        {
            return written.Operation switch
            {
                Operation.Negate => Negate(a),
                Operation.Sqrt => Power(a, 0.5),
                Operation.Relu => Apply(Operation.Max, a, Zero),
                _ => Apply(written.Operation, a),
            };
        }

        Expression b = Simplify(written.Operands[1]);
        return written.Operation switch
        {
            Operation.Add => Add(a, b),
            Operation.Subtract => Subtract(a, b),
            Operation.Multiply => Multiply(a, b),
            Operation.Divide => Multiply(a, Power(b, -1)),
            Operation.Power => Power(a, b),
            _ => Apply(written.Operation, a, b),
        };
    }

    /// <summary>Creates a node without applying any rule.</summary>
    internal Expression Node(Operation operation, params ReadOnlySpan<Expression> operands) =>
        Intern(new Expression(operation, [.. operands]));

    private Expression Product(ReadOnlySpan<Expression> factors, bool chain)
    {
        (Expression, double)[] list = new (Expression, double)[factors.Length];
        for (int i = 0; i < list.Length; i++) list[i] = (factors[i], 1);
        return _products.Build(1, list, chain);
    }

    private Expression Intern(Expression node)
    {
        if (_nodes.TryGetValue(node, out Expression? known)) return known;
        if (_nodes.Count >= MaximumNodes)
        {
            throw new SwishException(
                "ExpressionTooLarge", ErrorKind.LimitExceeded,
                $"The expression and its derivatives have more than {MaximumNodes} parts; write a shorter expression.");
        }

        _nodes.Add(node);
        return node;
    }

    // The operands are interned already, so two nodes are equal if their operands are the same objects.
    private sealed class NodeComparer : IEqualityComparer<Expression>
    {
        public bool Equals(Expression? a, Expression? b)
        {
            if (a!.Operation != b!.Operation || a.Name != b.Name || a.Operands.Length != b.Operands.Length)
                return false;
            if (BitConverter.DoubleToInt64Bits(a.Value) != BitConverter.DoubleToInt64Bits(b.Value)) return false;
            for (int i = 0; i < a.Operands.Length; i++)
                if (!ReferenceEquals(a.Operands[i], b.Operands[i])) return false;
            return true;
        }

        public int GetHashCode(Expression node) => node.GetHashCode();
    }
}
