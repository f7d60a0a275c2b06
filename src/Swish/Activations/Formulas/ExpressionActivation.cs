using Swish.Activations.Formulas.Programs;
using Swish.Expressions;

namespace Swish.Activations.Formulas;

/// <summary>
/// Represents an activation that is defined by an expression. Its canonical text is the expression in braces,
/// <c>{x*sigmoid(1.5*x)}</c>; with a name and learnable parameters, <c>MySwish{beta*x*sigmoid(x); beta=1 per unit}</c>.
/// </summary>
public sealed class ExpressionActivation : Activation
{
    private readonly string[] _names;
    private readonly string _text;
    private readonly Lazy<ExpressionDerivatives> _derivatives;
    private readonly ExpressionProgram?[] _programs = new ExpressionProgram?[8];

    /// <summary>Creates an activation.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parameters">The learnable parameters of the expression, in any order.</param>
    /// <param name="name">The name of the activation, or null to name it by its text.</param>
    /// <exception cref="SwishException">
    /// The name is not valid (InvalidActivationName), a parameter is missing, repeated or not in the expression
    /// (UnknownParameter), or its value is not finite or it is not learnable (InvalidParameter).
    /// </exception>
    public ExpressionActivation(
        Expression expression, IReadOnlyList<ActivationParameter>? parameters = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (name is not null) ExpressionActivationText.CheckName(name);
        Expression = expression;
        Parameters = ExpressionActivationText.Match(expression, parameters ?? []);
        _names = [.. Parameters.Select(c => c.Name)];
        Definition = ExpressionActivationText.Body(expression, Parameters);
        _text = $"{name}{{{Definition}}}";
        Name = name ?? _text;
        Formula = expression.ToString();
        _derivatives = new(() => new ExpressionDerivatives(expression, _names));
    }

    /// <summary>Gets the expression as it was written, before simplification.</summary>
    public Expression Expression { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Formula { get; }

    /// <inheritdoc/>
    public override string Label => Name;

    /// <inheritdoc/>
    public override string Definition { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>Gets a description in the form of a catalog entry.</summary>
    public ActivationInfo Info =>
        new(Name, [], Formula, Parameters, null, "an expression") { Definition = _text };

    /// <summary>Computes the derivatives now instead of on first use, so that an error is reported now.</summary>
    /// <exception cref="SwishException">The derivatives are too large (ExpressionTooLarge).</exception>
    public void Prepare() => _ = _derivatives.Value;

    /// <summary>Parses the text of an expression activation.</summary>
    /// <param name="text">An expression in braces, with an optional name before it and optional parameters after it,
    /// such as <c>MySwish{beta*x*sigmoid(x); beta=1 per unit}</c>.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="SwishException">The text is not an expression activation (InvalidExpression, whose message
    /// points at the error), the expression is too deep (ExpressionTooDeep) or too large (ExpressionTooLarge), it is a
    /// gate (GateHasTwoInputs), or the constructor rejects its name or a parameter.</exception>
    public static ExpressionActivation Parse(string text)
    {
        Activation activation = ExpressionActivationText.Parse(text);
        return activation as ExpressionActivation ?? throw ((ExpressionGate)activation).NeedsTwoInputs();
    }

    /// <summary>
    /// Creates an activation of one variable, or a gate if the expression contains y and that is not a parameter
    /// (<see cref="ExpressionGate.IsGate"/>). The derivatives are computed at once, so that an error is reported now.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parameters">The learnable parameters of the expression, in any order.</param>
    /// <param name="name">The name of the activation, or null to name it by its text.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="SwishException">The constructor rejects the name or a parameter, or the derivatives are too
    /// large (ExpressionTooLarge).</exception>
    public static Activation Create(
        Expression expression, IReadOnlyList<ActivationParameter> parameters, string? name = null)
    {
        if (ExpressionGate.IsGate(expression, parameters))
        {
            ExpressionGate gate = new(expression, parameters, name);
            gate.Prepare();
            return gate;
        }
        ExpressionActivation activation = new(expression, parameters, name);
        activation.Prepare();
        return activation;
    }

    /// <summary>Determines whether a text is an expression activation rather than the name of an activation.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>True if the text contains an opening brace.</returns>
    public static bool IsExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('{', StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable)
    {
        Span<double> results = stackalloc double[3 + _names.Length];
        _derivatives.Value.Reference.Evaluate(x, learnable, results);
        return new(results[0], results[1], results[2]);
    }

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_names.Length);
        Span<double> results = stackalloc double[3 + _names.Length];
        _derivatives.Value.Reference.Evaluate(x, learnable, results);
        return results[3 + index];
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Gets the simplified expression, which is what is computed.</summary>
    internal Expression Simplified => _derivatives.Value.Value;

    /// <summary>Gets the gate a·x·σ(kx) that runs in float without tiles, or null if the expression is not such a
    /// gate.</summary>
    internal GateForm? Gate => _derivatives.Value.Gate;

    /// <inheritdoc/>
    internal override void Evaluate(in ActivationPass pass)
    {
        if (_derivatives.Value.Gate is { } gate) gate.Run(pass);
        else ProgramFor(pass).Run(pass);
    }

    /// <summary>Gets the program for the outputs of a pass, and compiles it on first use.</summary>
    /// <param name="pass">The pass; an empty span is an output that is not computed.</param>
    /// <returns>The program.</returns>
    internal ExpressionProgram ProgramFor(in ActivationPass pass)
    {
        int outputs = (pass.FirstDerivative.IsEmpty ? 0 : 1)
            | (pass.SecondDerivative.IsEmpty ? 0 : 2)
            | (pass.ParameterGradient.IsEmpty ? 0 : 4);
        // Two threads may compile the same program at the same time; both results are correct.
        return _programs[outputs] ??= _derivatives.Value.Compile(outputs);
    }
}
