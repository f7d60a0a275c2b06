using Swish.Activations.Formulas.Programs;
using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Activations.Formulas;

/// <summary>An expression simplified, its derivatives, and what evaluates them.</summary>
internal sealed class ExpressionDerivatives
{
    private readonly Lock _lock = new();
    private readonly ExpressionBuilder _builder = new();
    private readonly IReadOnlyList<string> _parameters;
    private readonly Expression[] _byParameter;

    /// <summary>Simplifies and derives.</summary>
    /// <param name="written">The expression.</param>
    /// <param name="parameters">Its parameters' names.</param>
    /// <exception cref="SwishException">The derivatives become too large.</exception>
    public ExpressionDerivatives(Expression written, IReadOnlyList<string> parameters)
    {
        _parameters = parameters;
        Value = _builder.Simplify(written);
        Differentiator byX = new(_builder, _builder.X);
        First = byX.Derive(Value);
        // At a kink the second derivative is 0.
        Second = _builder.Choose(
            Differentiator.Kink(_builder, Value), _builder.Constant(0.5), byX.Derive(First), _builder.Zero,
            _builder.Zero);
        _byParameter = [.. parameters.Select(
            p => new Differentiator(_builder, _builder.Simplify(Expression.Parameter(p))).Derive(Value))];
        Gate = GateForm.Find(Value);
        Reference = new ReferenceEvaluator([Value, First, Second, .. _byParameter], parameters);
    }

    /// <summary>The simplified expression.</summary>
    public Expression Value { get; }

    /// <summary>Its derivative by x.</summary>
    public Expression First { get; }

    /// <summary>Its second derivative by x.</summary>
    public Expression Second { get; }

    /// <summary>The gate that runs in float without tiles, if the expression is one.</summary>
    public GateForm? Gate { get; }

    /// <summary>
    /// Evaluates value, first and second derivative, and the derivatives by the parameters, in double.
    /// </summary>
    public ReferenceEvaluator Reference { get; }

    /// <summary>The program for the value and what else is wanted.</summary>
    /// <param name="wanted">1: the first derivative, 2: the second, 4: those by the parameters.</param>
    public ExpressionProgram Compile(int wanted)
    {
        List<(Expression, int)> roots = [(Value, 0)];
        if ((wanted & 1) != 0) roots.Add((First, 1));
        if ((wanted & 2) != 0) roots.Add((Second, 2));
        for (int i = 0; (wanted & 4) != 0 && i < _byParameter.Length; i++) roots.Add((_byParameter[i], 3 + i));

        // The compiler asks the builder for nodes, and the builder is no place for two threads.
        lock (_lock) return ProgramCompiler.Compile(_builder, _parameters, roots);
    }
}
