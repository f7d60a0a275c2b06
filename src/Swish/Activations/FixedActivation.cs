using Swish.Activations.Loops;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>An activation of the catalog none of whose constants is trained.</summary>
internal sealed class FixedActivation<TOperator>(
    ActivationInfo info, IReadOnlyList<ActivationParameter> constants, TOperator function)
    : CatalogActivation(info, constants)
    where TOperator : struct, IActivationOperator
{
    /// <summary>Makes one whose operator has no constants; a method, and no lambda, so that the catalog has none to
    /// compile for each of its entries.</summary>
    public static Activation Create(ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new FixedActivation<TOperator>(info, constants, default);

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> trained) => function.Reference(x);

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> trained, int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "No constant of this activation is trained.");

    /// <inheritdoc/>
    internal override void Evaluate<T>(in ActivationPass pass) => ActivationLoop.Run<TOperator, T>(function, pass);
}
