using Swish.Activations;
using Swish.Expressions;

namespace Swish.Search;

/// <summary>
/// Converts a core unit to an expression. Each β becomes a separate parameter: beta, beta2, beta3, ….
/// </summary>
internal sealed class CandidateFormula
{
    private const double Epsilon = 0.001;

    private readonly List<ActivationParameter> _parameters = [];

    private CandidateFormula()
    {
    }

    /// <summary>Builds the expression of a core unit.</summary>
    /// <param name="unit">The core unit.</param>
    /// <returns>The expression and its learnable parameters, in the order of their names.</returns>
    /// <exception cref="SwishException">The expression is too deep (ExpressionTooDeep) or too large
    /// (ExpressionTooLarge).</exception>
    public static (Expression Expression, IReadOnlyList<ActivationParameter> Parameters) Build(CoreUnit unit)
    {
        CandidateFormula formula = new();
        return (formula.Unit(unit), formula._parameters);
    }

    private Expression Unit(CoreUnit unit)
    {
        Expression p = Unary(unit.First, unit.FirstInput), q = Unary(unit.Second, unit.SecondInput);
        return unit.Binary switch
        {
            BinaryFunction.Add => Apply(Operation.Add, p, q),
            BinaryFunction.Multiply => Apply(Operation.Multiply, p, q),
            BinaryFunction.Subtract => Apply(Operation.Subtract, p, q),
            BinaryFunction.Divide => Apply(Operation.Divide, p, Apply(Operation.Add, q, Number(Epsilon))),
            BinaryFunction.Max => Apply(Operation.Max, p, q),
            BinaryFunction.Min => Apply(Operation.Min, p, q),
            BinaryFunction.Gate => Apply(Operation.Multiply, Apply(Operation.Sigmoid, p), q),
            BinaryFunction.Gaussian => ExpOfNegated(Apply(Operation.Power, Apply(Operation.Subtract, p, q), Number(2))),
            BinaryFunction.Laplace => ExpOfNegated(Apply(Operation.Abs, Apply(Operation.Subtract, p, q))),
            BinaryFunction.Mix => Mix(p, q),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit.Binary, "Unknown function."),
        };
    }

    private Expression Unary(UnaryFunction function, CoreUnit? input)
    {
        if (function == UnaryFunction.Beta) return NewParameter(1);

        Expression x = input is null ? Expression.X : Unit(input);
        return function switch
        {
            UnaryFunction.Identity => x,
            UnaryFunction.Negate => Apply(Operation.Negate, x),
            UnaryFunction.Abs => Apply(Operation.Abs, x),
            UnaryFunction.Square => Apply(Operation.Power, x, Number(2)),
            UnaryFunction.Cube => Apply(Operation.Power, x, Number(3)),
            UnaryFunction.Sqrt => Apply(Operation.Sqrt, x),
            UnaryFunction.Scale => Apply(Operation.Multiply, NewParameter(1), x),
            UnaryFunction.Shift => Apply(Operation.Add, x, NewParameter(0)),
            UnaryFunction.LogAbs => Apply(
                Operation.Log, Apply(Operation.Add, Apply(Operation.Abs, x), Number(Epsilon))),
            UnaryFunction.Exp => Apply(Operation.Exp, x),
            UnaryFunction.Sin => Apply(Operation.Sin, x),
            UnaryFunction.Cos => Apply(Operation.Cos, x),
            UnaryFunction.Sinh => Apply(Operation.Sinh, x),
            UnaryFunction.Cosh => Apply(Operation.Cosh, x),
            UnaryFunction.Tanh => Apply(Operation.Tanh, x),
            UnaryFunction.Asinh => Apply(Operation.Asinh, x),
            UnaryFunction.Atan => Apply(Operation.Atan, x),
            UnaryFunction.Sinc => Apply(Operation.Sinc, x),
            UnaryFunction.Positive => Apply(Operation.Max, x, Number(0)),
            UnaryFunction.Negative => Apply(Operation.Min, x, Number(0)),
            UnaryFunction.Sigmoid => Apply(Operation.Sigmoid, x),
            UnaryFunction.Softplus => Apply(Operation.Softplus, x),
            UnaryFunction.Gaussian => Apply(
                Operation.Exp, Apply(Operation.Negate, Apply(Operation.Power, x, Number(2)))),
            UnaryFunction.Erf => Apply(Operation.Erf, x),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
        };
    }

    // Builds exp(−β·distance).
    private Expression ExpOfNegated(Expression distance) => Apply(
        Operation.Exp, Apply(Operation.Negate, Apply(Operation.Multiply, NewParameter(1), distance)));

    private Expression Mix(Expression p, Expression q)
    {
        Expression beta = NewParameter(1);
        return Apply(
            Operation.Add, Apply(Operation.Multiply, beta, p),
            Apply(Operation.Multiply, Apply(Operation.Subtract, Number(1), beta), q));
    }

    private Expression NewParameter(double initial)
    {
        string name = _parameters.Count == 0 ? "beta" : $"beta{_parameters.Count + 1}";
        _parameters.Add(new(name, initial, ParameterSharing.Unit));
        return Expression.Parameter(name);
    }

    private static Expression Number(double value) => Expression.Constant(value);

    private static Expression Apply(Operation operation, params ReadOnlySpan<Expression> operands) =>
        Expression.Apply(operation, operands);
}
