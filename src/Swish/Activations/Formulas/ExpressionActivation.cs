using Swish.Activations.Formulas.Programs;
using Swish.Expressions;

namespace Swish.Activations.Formulas;

/// <summary>
/// An activation that is an expression. Its canonical text is <c>{x*sigmoid(1.5*x)}</c>, with a name and trained
/// parameters <c>ESwish{beta*x*sigmoid(x); beta=1 per unit}</c>.
/// </summary>
public sealed class ExpressionActivation : Activation
{
    private readonly string[] _names;
    private readonly string _text;
    private readonly Lazy<ExpressionDerivatives> _derivatives;
    private readonly ExpressionProgram?[] _programs = new ExpressionProgram?[8];

    /// <summary>Creates an activation.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parameters">Its parameters, each with its initial value and what it is trained per; in any
    /// order.</param>
    /// <param name="name">A name, or null.</param>
    /// <exception cref="SwishException">
    /// The name is none, a parameter is missing or not in the expression, or the expression or its derivatives are too
    /// large.
    /// </exception>
    public ExpressionActivation(
        Expression expression, IReadOnlyList<ActivationParameter>? parameters = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (name is not null) ExpressionActivationText.CheckName(name);
        Expression = expression;
        Parameters = ExpressionActivationText.Match(expression, parameters ?? []);
        _names = [.. Parameters.Select(c => c.Name)];
        _text = (name ?? "") + ExpressionActivationText.Body(expression, Parameters);
        Name = name ?? _text;
        Formula = expression.ToString();
        _derivatives = new(() => new ExpressionDerivatives(expression, _names));
    }

    /// <summary>The expression as it was written.</summary>
    public Expression Expression { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Formula { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>What the catalog would say of it.</summary>
    public ActivationInfo Info => new(Name, [], Formula, Parameters, null, "an expression");

    /// <summary>Works out the derivatives now rather than at the first use, to know that it can be done.</summary>
    /// <exception cref="SwishException">They become too large (ExpressionTooLarge).</exception>
    public void Prepare() => _ = _derivatives.Value;

    /// <summary>Reads the canonical text of an expression activation.</summary>
    /// <param name="text">An expression in braces, with a name before it and parameters in it, or without.</param>
    /// <exception cref="SwishException">It is none; the message points at the place.</exception>
    public static ExpressionActivation Parse(string text) => ExpressionActivationText.Parse(text);

    /// <summary>Whether a text is meant to be an expression activation.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('{', StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> trained)
    {
        Span<double> results = stackalloc double[3 + _names.Length];
        _derivatives.Value.Reference.Evaluate(x, trained, results);
        return new(results[0], results[1], results[2]);
    }

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> trained, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_names.Length);
        Span<double> results = stackalloc double[3 + _names.Length];
        _derivatives.Value.Reference.Evaluate(x, trained, results);
        return results[3 + index];
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>The gate that runs in float without tiles, if the expression is one.</summary>
    internal GateForm? Gate => _derivatives.Value.Gate;

    /// <inheritdoc/>
    internal override void Evaluate(in ActivationPass pass)
    {
        if (_derivatives.Value.Gate is { } gate) gate.Run(pass);
        else ProgramFor(pass).Run(pass);
    }

    /// <summary>The program that computes the outputs that a pass wants.</summary>
    internal ExpressionProgram ProgramFor(in ActivationPass pass)
    {
        int wanted = (pass.FirstDerivative.IsEmpty ? 0 : 1)
            | (pass.SecondDerivative.IsEmpty ? 0 : 2)
            | (pass.ParameterGradient.IsEmpty ? 0 : 4);
        // Two threads may both compile it; either program is right.
        return _programs[wanted] ??= _derivatives.Value.Compile(wanted);
    }
}
