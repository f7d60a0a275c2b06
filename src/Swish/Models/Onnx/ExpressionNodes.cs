using Swish.Expressions;

namespace Swish.Models.Onnx;

/// <summary>
/// Adds the nodes of an expression to an ONNX graph. Functions that ONNX does not have, or whose usual form loses
/// digits in single precision, are composed of others. Equal subexpressions are computed once.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="x">The name of the variable.</param>
/// <param name="parameters">Returns the tensor of a learnable parameter, or another input.</param>
internal sealed class ExpressionNodes(GraphBuilder graph, string x, Func<string, string> parameters)
{
    private bool _hasVariable;

    // Below it, ln(1 + u) is computed by a function that does not cancel.
    private const double SmallLog = 0.5;

    // A Chebyshev fit, the highest power first: Press et al., Numerical Recipes in Fortran 77, section 6.2.
    private static readonly double[] ErfcCoefficients =
    [
        0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
        -1.26551223,
    ];

    private readonly Dictionary<Expression, string> _values = [];

    /// <summary>Adds the nodes of a formula.</summary>
    /// <param name="formula">A simplified expression without derivatives, whose depth is bounded.</param>
    /// <returns>The name of its value, which has the shape of the variable.</returns>
    public string AddFormula(Expression formula)
    {
        string value = Add(formula);
        // A formula such as x − x is a number.
        return _hasVariable ? value : graph.Add("Expand", value, graph.Add("Shape", x));
    }

    /// <summary>Adds the nodes of an expression.</summary>
    /// <param name="expression">A simplified expression without derivatives, whose depth is bounded.</param>
    /// <returns>The name of its value.</returns>
    private string Add(Expression expression)
    {
        if (_values.TryGetValue(expression, out string? known)) return known;
        string value = expression.Operation switch
        {
            Operation.Constant => graph.Constant(expression.Value),
            Operation.Variable => Variable(),
            Operation.Parameter => parameters(expression.Name!),
            Operation.Power => Power(expression.Operands[0], expression.Operands[1]),
            _ => Apply(expression.Operation, [.. expression.Operands.Select(Add)]),
        };
        _values.Add(expression, value);
        return value;
    }

    private string Variable()
    {
        _hasVariable = true;
        return x;
    }

    private string Power(Expression @base, Expression exponent)
    {
        string value = Add(@base);
        if (exponent.Operation != Operation.Constant) return graph.Add("Pow", value, Add(exponent));
        return exponent.Value switch
        {
            2 => graph.Add("Mul", value, value),
            3 => graph.Add("Mul", graph.Add("Mul", value, value), value),
            -1 => graph.Add("Reciprocal", value),
            0.5 => graph.Add("Sqrt", value),
            -0.5 => graph.Add("Reciprocal", graph.Add("Sqrt", value)),
            _ => graph.Add("Pow", value, Add(exponent)),
        };
    }

    private string Apply(Operation operation, string[] u) => operation switch
    {
        Operation.Add => graph.Add("Add", u),
        Operation.Subtract => graph.Add("Sub", u),
        Operation.Multiply => graph.Add("Mul", u),
        Operation.Divide => graph.Add("Div", u),
        Operation.Negate => graph.Add("Neg", u),
        Operation.Max => graph.Add("Max", u),
        Operation.Min => graph.Add("Min", u),
        Operation.Abs => graph.Add("Abs", u),
        Operation.Exp => graph.Add("Exp", u),
        Operation.Log => graph.Add("Log", u),
        Operation.Log1p => Log1p(u[0]),
        Operation.Expm1 => Expm1(u[0]),
        Operation.Sqrt => graph.Add("Sqrt", u),
        Operation.Sin => graph.Add("Sin", u),
        Operation.Cos => graph.Add("Cos", u),
        Operation.Tan => graph.Add("Tan", u),
        Operation.Asinh => graph.Add("Asinh", u),
        Operation.Atan => graph.Add("Atan", u),
        Operation.Sinh => graph.Add("Sinh", u),
        Operation.Cosh => graph.Add("Cosh", u),
        Operation.Tanh => graph.Add("Tanh", u),
        Operation.Erf => graph.Add("Erf", u),
        Operation.Erfc => Erfc(u[0]),
        Operation.Sigmoid => graph.Add("Sigmoid", u),
        Operation.Softplus => graph.Add("Softplus", u),
        Operation.Relu => graph.Add("Relu", u),
        Operation.Sinc => Sinc(u[0]),
        _ => throw new NotSupportedException($"{operation} occurs only in derivatives."),
    };

    // e^u − 1 = tanh(u/2)·(e^u + 1)
    private string Expm1(string u) => graph.Add(
        "Mul", graph.Add("Tanh", graph.Add("Mul", u, graph.Constant(0.5))),
        graph.Add("Add", graph.Add("Exp", u), graph.Constant(1)));

    // ln(1 + u) = 2·artanh(u/(u + 2)) for small |u|
    private string Log1p(string u)
    {
        string isSmall = graph.Add("Less", graph.Add("Abs", u), graph.Constant(SmallLog));
        // The branch that is not selected is computed too, and gets an argument inside its domain.
        string small = graph.Add("Where", isSmall, u, graph.Constant(0));
        string ratio = graph.Add("Div", small, graph.Add("Add", small, graph.Constant(2)));
        return graph.Add(
            "Where", isSmall, graph.Add("Mul", graph.Constant(2), graph.Add("Atanh", ratio)),
            graph.Add("Log", graph.Add("Add", u, graph.Constant(1))));
    }

    // erfc(|u|) = t·e^(−u² + p(t)) with t = 1/(1 + |u|/2), to 1.2e-7 of its value: 1 − erf(u) would be 0 from u = 4 on.
    private string Erfc(string u)
    {
        string size = graph.Add("Abs", u);
        string t = graph.Add("Reciprocal", graph.Add("Add", graph.Add("Mul", size, graph.Constant(0.5)), graph.Constant(1)));
        string polynomial = graph.Constant(ErfcCoefficients[0]);
        foreach (double coefficient in ErfcCoefficients.AsSpan(1))
            polynomial = graph.Add("Add", graph.Add("Mul", polynomial, t), graph.Constant(coefficient));
        string exponent = graph.Add("Sub", polynomial, graph.Add("Mul", u, u));
        string right = graph.Add("Mul", t, graph.Add("Exp", exponent));
        return graph.Add(
            "Where", graph.Add("Less", u, graph.Constant(0)), graph.Add("Sub", graph.Constant(2), right), right);
    }

    private string Sinc(string u)
    {
        string isZero = graph.Add("Equal", u, graph.Constant(0));
        string divisor = graph.Add("Where", isZero, graph.Constant(1), u);
        return graph.Add("Where", isZero, graph.Constant(1), graph.Add("Div", graph.Add("Sin", u), divisor));
    }
}
