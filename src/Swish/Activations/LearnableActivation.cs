using Swish.Activations.Loops;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>An activation of the catalog with one constant, which is trained.</summary>
internal sealed class LearnableActivation<TOperator>(
    ActivationInfo info, IReadOnlyList<ActivationParameter> constants)
    : CatalogActivation(info, constants)
    where TOperator : struct, ILearnableActivationOperator
{
    /// <summary>Makes one.</summary>
    public static Activation Create(ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new LearnableActivation<TOperator>(info, constants);

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> trained) =>
        default(TOperator).Reference(x, trained[0]);

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> trained, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return default(TOperator).ReferenceParameterGradient(x, trained[0]);
    }

    /// <inheritdoc/>
    internal override void Evaluate<T>(in ActivationPass pass) => LearnableActivationLoop.Run<TOperator, T>(pass);
}
