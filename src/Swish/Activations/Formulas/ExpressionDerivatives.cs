using Swish.Activations.Formulas.Programs;
using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Activations.Formulas;

/// <summary>
/// Holds a simplified expression, its derivatives by x and by the parameters, and the evaluators for them.
/// </summary>
internal sealed class ExpressionDerivatives
{
    private readonly Lock _lock = new();
    private readonly ExpressionBuilder _builder = new();
    private readonly IReadOnlyList<string> _parameters;
    private readonly Expression[] _byParameter;

    /// <summary>Simplifies and differentiates an expression.</summary>
    /// <param name="written">The expression as it was written.</param>
    /// <param name="parameters">The names of its parameters, in the order of their values.</param>
    /// <exception cref="SwishException">The derivatives are too large (ExpressionTooLarge).</exception>
    public ExpressionDerivatives(Expression written, IReadOnlyList<string> parameters)
    {
        _parameters = parameters;
        Value = _builder.Simplify(written);
        Differentiator byX = new(_builder, _builder.X);
        First = byX.Derive(Value);
        // The second derivative is defined as 0 at a kink, where the indicator is 1 and not below 0.5.
        Second = _builder.Choose(
            Differentiator.Kink(_builder, Value), _builder.Constant(0.5), byX.Derive(First), _builder.Zero,
            _builder.Zero);
        _byParameter = [.. parameters.Select(
            p => new Differentiator(_builder, _builder.Simplify(Expression.Parameter(p))).Derive(Value))];
        Gate = GateForm.Find(Value);
        Reference = new ReferenceEvaluator([Value, First, Second, .. _byParameter], parameters);
    }

    /// <summary>Gets the simplified expression.</summary>
    public Expression Value { get; }

    /// <summary>Gets the first derivative by x.</summary>
    public Expression First { get; }

    /// <summary>Gets the second derivative by x.</summary>
    public Expression Second { get; }

    /// <summary>Gets the gate a·x·σ(kx) that runs in float without tiles, or null if the expression is not such a
    /// gate.</summary>
    public GateForm? Gate { get; }

    /// <summary>
    /// Gets the evaluator in double of the value, the first and second derivative by x, and the derivatives with
    /// respect to the parameters, in this order.
    /// </summary>
    public ReferenceEvaluator Reference { get; }

    /// <summary>Compiles a program that computes the value and the requested derivatives.</summary>
    /// <param name="outputs">A sum of 1 for the first derivative by x, 2 for the second, and 4 for the derivatives by
    /// the parameters.</param>
    /// <returns>The program.</returns>
    public ExpressionProgram Compile(int outputs)
    {
        List<(Expression, int)> roots = [(Value, 0)];
        if ((outputs & 1) != 0) roots.Add((First, 1));
        if ((outputs & 2) != 0) roots.Add((Second, 2));
        for (int i = 0; (outputs & 4) != 0 && i < _byParameter.Length; i++) roots.Add((_byParameter[i], 3 + i));

        // The compiler adds nodes to the builder, which is not thread-safe.
        lock (_lock) return ProgramCompiler.Compile(_builder, _parameters, roots);
    }
}
