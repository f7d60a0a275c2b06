using Swish.Activations.Formulas.Programs;
using Swish.Activations.Gates;
using Swish.Expressions;

namespace Swish.Activations.Formulas;

/// <summary>
/// Represents a gate that is defined by an expression of x and y, such as <c>{x*sigmoid(y)}</c>, with exact derivatives
/// with respect to both; with a name and learnable parameters, <c>MyGate{x*sigmoid(beta*y); beta=1 per unit}</c>.
/// </summary>
public sealed class ExpressionGate : Gate
{
    /// <summary>The name of the second input in expressions.</summary>
    public const string Input = "y";

    private readonly string _text;
    private readonly Lazy<GateDerivatives> _derivatives;
    private ExpressionProgram? _evaluation;
    private ExpressionProgram? _training;

    /// <summary>Creates a gate.</summary>
    /// <param name="expression">An expression of x and the name <see cref="Input"/>.</param>
    /// <param name="parameters">The learnable parameters of the expression, in any order.</param>
    /// <param name="name">The name of the gate, or null to name it by its text.</param>
    /// <exception cref="SwishException">
    /// The name is not valid (InvalidActivationName), a parameter is missing, repeated or not in the expression
    /// (UnknownParameter), or its value is not finite or it is not learnable (InvalidParameter).
    /// </exception>
    public ExpressionGate(
        Expression expression, IReadOnlyList<ActivationParameter>? parameters = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (name is not null) ExpressionActivationText.CheckName(name);
        Expression = expression;
        Parameters = ExpressionActivationText.Match(expression, parameters ?? [], Input);
        Definition = ExpressionActivationText.Body(expression, Parameters);
        _text = $"{name}{{{Definition}}}";
        Name = name ?? _text;
        Formula = expression.ToString();
        string[] names = [.. Parameters.Select(p => p.Name)];
        _derivatives = new(() => new GateDerivatives(expression, names));
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

    /// <inheritdoc/>
    public override ActivationInfo Info =>
        new(Name, [], Formula, Parameters, null, "an expression") { Definition = _text };

    /// <inheritdoc/>
    private protected override string OneVariableHint => "Write a formula of x alone for a function of one variable.";

    /// <summary>
    /// Determines whether an expression is a gate: it contains x and the second input, which is not defined as a
    /// learnable parameter.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parameters">Its learnable parameters.</param>
    /// <returns>True if it is a gate.</returns>
    public static bool IsGate(Expression expression, IReadOnlyList<ActivationParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.HasVariable && expression.ParameterNames().Contains(Input)
            && !parameters.Any(parameter => parameter.Name == Input);
    }

    /// <summary>Computes the derivatives now instead of on first use, so that an error is reported now.</summary>
    /// <exception cref="SwishException">The derivatives are too large (ExpressionTooLarge).</exception>
    public void Prepare() => _ = _derivatives.Value;

    /// <inheritdoc/>
    public override GateValue Reference(double x, double y, ReadOnlySpan<double> learnable)
    {
        Span<double> results = stackalloc double[3 + Parameters.Count];
        ComputeReference(x, y, learnable, results);
        return new(results[0], results[1], results[2]);
    }

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(
        double x, double y, ReadOnlySpan<double> learnable, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Parameters.Count);
        Span<double> results = stackalloc double[3 + Parameters.Count];
        ComputeReference(x, y, learnable, results);
        return results[3 + index];
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Gets the simplified expression, which is what is computed.</summary>
    internal Expression Simplified => _derivatives.Value.Value;

    /// <inheritdoc/>
    internal override void Evaluate(in GatePass pass)
    {
        bool trains = !pass.DerivativeX.IsEmpty;
        ExpressionProgram program = trains
            ? _training ??= _derivatives.Value.Compile(withDerivatives: true)
            : _evaluation ??= _derivatives.Value.Compile(withDerivatives: false);
        program.Run(ToActivationPass(pass));
    }

    /// <summary>
    /// Creates the pass that a program runs, where ∂f/∂y takes the place of the second derivative.
    /// </summary>
    /// <param name="pass">The pass of the gate.</param>
    /// <returns>The pass of the program.</returns>
    internal static ActivationPass ToActivationPass(in GatePass pass) => new()
    {
        Input = pass.X,
        SecondInput = pass.Y,
        Parameters = pass.Parameters,
        Value = pass.X,
        FirstDerivative = pass.DerivativeX,
        SecondDerivative = pass.DerivativeX.IsEmpty ? default : pass.Y,
        ParameterGradient = pass.ParameterGradient,
    };

    /// <summary>Compiles the program of a training pass, or of an evaluation.</summary>
    /// <param name="withDerivatives">Whether the program computes the derivatives too.</param>
    /// <returns>The program.</returns>
    internal ExpressionProgram Compile(bool withDerivatives) => _derivatives.Value.Compile(withDerivatives);

    private void ComputeReference(double x, double y, ReadOnlySpan<double> learnable, Span<double> results)
    {
        Span<double> values = stackalloc double[1 + Parameters.Count];
        values[0] = y;
        learnable.CopyTo(values[1..]);
        _derivatives.Value.Reference.Evaluate(x, values, results);
    }
}
