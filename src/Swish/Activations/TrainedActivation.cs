using Swish.Activations.Loops;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>An activation of the catalogue with one constant, which is trained.</summary>
internal sealed class TrainedActivation<TOperator>(
    ActivationInfo info, IReadOnlyList<ActivationConstant> constants)
    : CatalogActivation(info, constants)
    where TOperator : struct, ITrainedActivationOperator
{
    /// <summary>Makes one.</summary>
    public static Activation Create(ActivationInfo info, IReadOnlyList<ActivationConstant> constants) =>
        new TrainedActivation<TOperator>(info, constants);

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> trained) =>
        default(TOperator).Reference(x, trained[0]);

    /// <inheritdoc/>
    public override double ReferenceByConstant(double x, ReadOnlySpan<double> trained, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return default(TOperator).ReferenceByConstant(x, trained[0]);
    }

    /// <inheritdoc/>
    internal override void Evaluate<T>(in ActivationPass pass) => TrainedActivationLoop.Run<TOperator, T>(pass);
}
