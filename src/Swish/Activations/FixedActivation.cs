using Swish.Activations.Loops;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>Represents an activation of the catalog without learnable parameters.</summary>
/// <typeparam name="TOperator">The operator that computes the function.</typeparam>
/// <param name="info">The description of the activation.</param>
/// <param name="parameters">The parameters.</param>
/// <param name="function">The operator.</param>
internal sealed class FixedActivation<TOperator>(
    ActivationInfo info, IReadOnlyList<ActivationParameter> parameters, TOperator function)
    : CatalogActivation(info, parameters)
    where TOperator : struct, IActivationOperator
{
    /// <summary>
    /// Creates an activation whose operator has no parameters. This is a method so that the JIT does not have to
    /// compile a lambda for each entry of the catalog.
    /// </summary>
    public static Activation Create(ActivationInfo info, IReadOnlyList<ActivationParameter> parameters) =>
        new FixedActivation<TOperator>(info, parameters, default);

    /// <inheritdoc/>
    public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) => function.Reference(x);

    /// <inheritdoc/>
    public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "This activation has no learnable parameters.");

    /// <inheritdoc/>
    internal override void Evaluate<T>(in ActivationPass pass) => ActivationLoop.Run<TOperator, T>(function, pass);
}
