using Swish.Activations;

namespace Swish.Tests.Analysis.Properties;

/// <summary>An activation made of only a reference; it cannot train.</summary>
internal sealed class MadeActivation(string name, Func<double, ActivationValue> reference) : Activation
{
    public override string Name => name;
    public override string Formula => name;
    public override IReadOnlyList<ActivationParameter> Parameters => [];
    public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) => reference(x);
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index) =>
        throw new NotSupportedException();
    internal override void Evaluate(in ActivationPass pass) => throw new NotSupportedException();
    public override string ToString() => name;
}
