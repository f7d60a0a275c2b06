using Swish.Activations.Loops;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>Represents an activation of the catalog with one learnable parameter.</summary>
/// <typeparam name="TOperator">The operator that computes the function.</typeparam>
/// <param name="info">The description of the activation.</param>
/// <param name="parameters">The learnable parameter.</param>
internal sealed class LearnableActivation<TOperator>(
    ActivationInfo info, IReadOnlyList<ActivationParameter> parameters)
    : CatalogActivation(info, parameters)
    where TOperator : struct, ILearnableActivationOperator
{
    /// <summary>Creates an activation.</summary>
    public static Activation Create(ActivationInfo info, IReadOnlyList<ActivationParameter> parameters) =>
        new LearnableActivation<TOperator>(info, parameters);

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) =>
        default(TOperator).Reference(x, learnable[0]);

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return default(TOperator).ReferenceParameterGradient(x, learnable[0]);
    }

    /// <inheritdoc/>
    internal override void Evaluate<T>(in ActivationPass pass) => LearnableActivationLoop.Run<TOperator, T>(pass);
}
