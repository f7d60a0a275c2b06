using Swish.Activations.Formulas.Programs;
using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Activations.Formulas;

/// <summary>
/// Holds the simplified expression of a gate, its derivatives by x, y and the parameters, and the evaluators for them.
/// </summary>
internal sealed class GateDerivatives
{
    private readonly Lock _lock = new();
    private readonly ExpressionBuilder _builder = new();
    private readonly IReadOnlyList<string> _parameters;
    private readonly Expression _value;
    private readonly Expression[] _derivatives;

    /// <summary>Simplifies and differentiates an expression.</summary>
    /// <param name="written">The expression as it was written.</param>
    /// <param name="parameters">The names of its parameters without y, in the order of their values.</param>
    /// <exception cref="SwishException">The derivatives are too large (ExpressionTooLarge).</exception>
    public GateDerivatives(Expression written, IReadOnlyList<string> parameters)
    {
        _parameters = parameters;
        _value = _builder.Simplify(written);
        _derivatives = [.. parameters.Prepend(ExpressionGate.Input).Select(Named).Prepend(_builder.X)
            .Select(variable => new Differentiator(_builder, variable).Derive(_value))];
        Reference = new ReferenceEvaluator([_value, .. _derivatives], [ExpressionGate.Input, .. parameters]);
    }

    /// <summary>Gets the simplified expression.</summary>
    public Expression Value => _value;

    /// <summary>
    /// Gets the evaluator in double of the value and the derivatives by x, y and the parameters, in this order. Its
    /// parameters are y and the parameters.
    /// </summary>
    public ReferenceEvaluator Reference { get; }

    /// <summary>
    /// Compiles a program with the outputs value, ∂f/∂x, ∂f/∂y, and the derivatives by the parameters.
    /// </summary>
    /// <param name="withDerivatives">Whether the program computes the derivatives too.</param>
    /// <returns>The program.</returns>
    public ExpressionProgram Compile(bool withDerivatives)
    {
        List<(Expression, int)> roots = [(_value, 0)];
        for (int i = 0; withDerivatives && i < _derivatives.Length; i++) roots.Add((_derivatives[i], 1 + i));

        // The compiler adds nodes to the builder, which is not thread-safe.
        lock (_lock) return ProgramCompiler.Compile(_builder, _parameters, roots, Named(ExpressionGate.Input));
    }

    private Expression Named(string name) => _builder.Simplify(Expression.Parameter(name));
}
