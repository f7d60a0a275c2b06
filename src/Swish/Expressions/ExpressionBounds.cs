namespace Swish.Expressions;

/// <summary>
/// Bounds the sign and magnitude of expressions for all x and parameters that are finite floats. The bounds are
/// conservative: a property is reported only if it is certain.
/// </summary>
internal sealed class ExpressionBounds
{
    private const double Unbounded = double.PositiveInfinity;

    // Subexpressions are shared, so that a tree may have exponentially many nodes: each bound is computed once.
    private readonly Dictionary<Expression, double> _magnitudes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, bool> _nonNegative = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, bool> _nonPositive = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, double> _lowerBounds = new(ReferenceEqualityComparer.Instance);

    /// <summary>Determines whether an expression may be infinite or NaN in double.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>False only if the value is certainly finite.</returns>
    public bool MayBeInfinite(Expression e) => !(Magnitude(e) < 1023);

    /// <summary>Determines whether an expression is never negative.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>True only if the value is certainly never negative; it may be NaN.</returns>
    public bool IsNonNegative(Expression e) => Known(_nonNegative, e, ComputeNonNegative);

    private bool ComputeNonNegative(Expression e) => e.Operation switch
    {
        Operation.Constant => e.Value >= 0,
        Operation.Abs or Operation.Exp or Operation.Cosh or Operation.Sigmoid or Operation.Softplus or Operation.Erfc
            or Operation.Relu or Operation.Sqrt => true,
        Operation.Power when e.Operands[1].Operation == Operation.Constant =>
            double.IsEvenInteger(e.Operands[1].Value) || !double.IsInteger(e.Operands[1].Value)
            || IsNonNegative(e.Operands[0]),
        Operation.Max => IsNonNegative(e.Operands[0]) || IsNonNegative(e.Operands[1]),
        Operation.Min or Operation.Add or Operation.Multiply =>
            IsNonNegative(e.Operands[0]) && IsNonNegative(e.Operands[1]),
        Operation.Choose => IsNonNegative(e.Operands[2]) && IsNonNegative(e.Operands[3])
            && IsNonNegative(e.Operands[4]),
        _ => false,
    };

    /// <summary>Determines whether an expression is never positive.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>True only if the value is certainly never positive; it may be NaN.</returns>
    public bool IsNonPositive(Expression e) => Known(_nonPositive, e, ComputeNonPositive);

    private bool ComputeNonPositive(Expression e) => e.Operation switch
    {
        Operation.Constant => e.Value <= 0,
        Operation.Multiply when e.Operands[0].Operation == Operation.Constant =>
            e.Operands[0].Value < 0 && IsNonNegative(e.Operands[1]),
        Operation.Min => IsNonPositive(e.Operands[0]) || IsNonPositive(e.Operands[1]),
        Operation.Max or Operation.Add => IsNonPositive(e.Operands[0]) && IsNonPositive(e.Operands[1]),
        _ => false,
    };

    // Returns a positive lower bound, or 0 if none is known.
    private double LowerBound(Expression e) => Known(_lowerBounds, e, ComputeLowerBound);

    private double ComputeLowerBound(Expression e) => e.Operation switch
    {
        Operation.Constant => Math.Max(0, e.Value),
        Operation.Cosh => 1,
        Operation.Add when IsNonNegative(e.Operands[0]) && IsNonNegative(e.Operands[1]) =>
            LowerBound(e.Operands[0]) + LowerBound(e.Operands[1]),
        Operation.Multiply => LowerBound(e.Operands[0]) * LowerBound(e.Operands[1]),
        Operation.Max => Math.Max(LowerBound(e.Operands[0]), LowerBound(e.Operands[1])),
        Operation.Power when e.Operands[1] is { Operation: Operation.Constant, Value: >= 1 } =>
            Math.Min(1, LowerBound(e.Operands[0])) is 1 ? 1 : 0,
        _ => 0,
    };

    // Returns an upper bound of log₂ |e|.
    private double Magnitude(Expression e) => Known(_magnitudes, e, ComputeMagnitude);

    private double ComputeMagnitude(Expression e)
    {
        double a = e.Operands.Length > 0 ? Magnitude(e.Operands[0]) : 0;
        double b = e.Operands.Length > 1 ? Magnitude(e.Operands[1]) : 0;
        return e.Operation switch
        {
            Operation.Constant => e.Value == 0 ? 0 : Math.Max(0, Math.ILogB(e.Value) + 1),
            Operation.Variable or Operation.Parameter => 128,
            Operation.Add or Operation.Subtract => Math.Max(a, b) + 1,
            Operation.Multiply or Operation.ChainMultiply => a + b,
            Operation.Negate or Operation.Abs or Operation.Relu => a,
            Operation.Max or Operation.Min => Math.Max(a, b),
            Operation.Power => PowerMagnitude(e, a),
            Operation.Exp => IsNonPositive(e.Operands[0]) && a < 1023 ? 0 : Unbounded,
            Operation.Expm1 => IsNonPositive(e.Operands[0]) && a < 1023 ? 0 : Unbounded,
            Operation.Log1p => IsNonNegative(e.Operands[0]) && a < 1023 ? 10 : Unbounded,
            Operation.Sin or Operation.Cos or Operation.Sinc or Operation.SincSlope or Operation.SincCurvature
                or Operation.Tanh or Operation.Erf or Operation.Erfc or Operation.Sigmoid or Operation.Atan =>
                a < 1023 ? 1 : Unbounded,
            Operation.Asinh => a < 1023 ? 10 : Unbounded,
            Operation.Softplus => a + 1,
            Operation.Choose => Math.Max(Math.Max(a, b), e.Operands[2..].Max(Magnitude)),
            _ => Unbounded,
        };
    }

    private double PowerMagnitude(Expression e, double magnitude)
    {
        Expression exponent = e.Operands[1];
        if (exponent.Operation != Operation.Constant || magnitude >= 1023) return Unbounded;
        if (exponent.Value > 0 && (double.IsInteger(exponent.Value) || IsNonNegative(e.Operands[0])))
            return magnitude * exponent.Value;
        double lower = LowerBound(e.Operands[0]);
        return lower > 1e-100 ? Math.Max(0, -Math.ILogB(lower)) * -exponent.Value : Unbounded;
    }

    private static T Known<T>(Dictionary<Expression, T> known, Expression e, Func<Expression, T> compute)
    {
        if (known.TryGetValue(e, out T? bound)) return bound;

        bound = compute(e);
        known.Add(e, bound);
        return bound;
    }
}
