using Swish.Kernels;

namespace Swish.Activations.Gates;

/// <summary>
/// Represents the gate x·g(y) with an activation g: a gated linear unit with another activation than the sigmoid
/// function (Shazeer 2020). Its learnable parameters are those of g.
/// </summary>
public sealed class ActivatedGate : Gate
{
    private readonly string _text;

    /// <summary>Creates a gate.</summary>
    /// <param name="activation">The activation g of the gate.</param>
    /// <exception cref="SwishException">The activation is itself a gate (GateHasTwoInputs).</exception>
    public ActivatedGate(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation is Gate gate) throw gate.NeedsTwoInputs();
        Activation = activation;
        (Name, _text) = GateCatalog.NameOf(activation);
        Formula = GateCatalog.Find(Name)?.Info.Formula ?? $"x·g(y), g = {activation.Formula}";
    }

    /// <summary>Gets the activation g of the gate.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Formula { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters => Activation.Parameters;

    /// <inheritdoc/>
    public override ActivationInfo Info =>
        GateCatalog.Find(Name)?.Info ?? new(Name, [], Formula, Parameters, 2020, GateCatalog.Variants);

    /// <inheritdoc/>
    private protected override string OneVariableHint =>
        $"Specify its activation, {Activation}, for a function of one variable.";

    /// <inheritdoc/>
    public override GateValue Reference(double x, double y, ReadOnlySpan<double> learnable)
    {
        ActivationValue g = Activation.Reference(y, learnable);
        return new(x * g.Value, g.Value, x * g.FirstDerivative);
    }

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(
        double x, double y, ReadOnlySpan<double> learnable, int index) =>
        x * Activation.ReferenceParameterGradient(y, learnable, index);

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <inheritdoc/>
    internal override void Evaluate(in GatePass pass)
    {
        ElementwiseKernels kernels = ElementwiseKernels.Current;
        if (pass.DerivativeX.IsEmpty)
        {
            Activation.Evaluate(new ActivationPass { Input = pass.Y, Parameters = pass.Parameters, Value = pass.Y });
            kernels.Multiply(pass.X, pass.Y);
            return;
        }
        Activation.Evaluate(new ActivationPass
        {
            Input = pass.Y,
            Parameters = pass.Parameters,
            Value = pass.DerivativeX,
            FirstDerivative = pass.Y,
            ParameterGradient = pass.ParameterGradient,
        });
        for (int i = 0; i < pass.ParameterGradient.Length; i += pass.X.Length)
            kernels.Multiply(pass.ParameterGradient.Slice(i, pass.X.Length), pass.X);
        kernels.Gate(pass.X, pass.DerivativeX, pass.Y);
    }
}
