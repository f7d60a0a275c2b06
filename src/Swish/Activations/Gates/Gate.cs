namespace Swish.Activations.Gates;

/// <summary>
/// Represents a gate: a function f(x, y) of two matrix products of the same input, x = Wu + b and y = Vu + c, which
/// takes the place of the activation of a hidden layer (gated linear units, Dauphin et al. 2016, arXiv:1612.08083, and
/// their variants, Shazeer 2020, arXiv:2002.05202). x is the value and y opens the gate, as in PyTorch's GLU.
/// </summary>
/// <remarks>
/// A gate is an <see cref="Activation"/>, because it is chosen, named, written and swept like one. It has no value at a
/// single x, so the members of one variable throw.
/// </remarks>
public abstract class Gate : Activation
{
    /// <summary>Gets a description in the form of a catalog entry.</summary>
    public abstract ActivationInfo Info { get; }

    /// <summary>Gets what to specify instead where a function of one variable is needed.</summary>
    private protected abstract string OneVariableHint { get; }

    /// <summary>Throws, because a gate has two inputs.</summary>
    /// <param name="x">Not used.</param>
    /// <param name="learnable">Not used.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="SwishException">Always (GateHasTwoInputs).</exception>
    public sealed override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) =>
        throw NeedsTwoInputs();

    /// <summary>Throws, because a gate has two inputs.</summary>
    /// <param name="x">Not used.</param>
    /// <param name="learnable">Not used.</param>
    /// <param name="index">Not used.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="SwishException">Always (GateHasTwoInputs).</exception>
    public sealed override double ReferenceParameterGradient(
        double x, ReadOnlySpan<double> learnable, int index) => throw NeedsTwoInputs();

    /// <summary>Computes f and its partial derivatives in double.</summary>
    /// <param name="x">The first input; finite.</param>
    /// <param name="y">The second input; finite.</param>
    /// <param name="learnable">The values of the learnable parameters, in their order.</param>
    /// <returns>The values.</returns>
    public abstract GateValue Reference(double x, double y, ReadOnlySpan<double> learnable);

    /// <summary>Computes the derivative of f(x, y) by a learnable parameter in double.</summary>
    /// <param name="x">The first input; finite.</param>
    /// <param name="y">The second input; finite.</param>
    /// <param name="learnable">The values of the learnable parameters, in their order.</param>
    /// <param name="index">The index of the learnable parameter.</param>
    /// <returns>The derivative.</returns>
    public abstract double ReferenceParameterGradient(double x, double y, ReadOnlySpan<double> learnable, int index);

    /// <summary>
    /// Creates the error for a gate where a function of one variable is needed: a curve, properties, or a layer with
    /// one input.
    /// </summary>
    /// <returns>The error (GateHasTwoInputs).</returns>
    internal SwishException NeedsTwoInputs() => new(
        "GateHasTwoInputs", ErrorKind.InvalidArgument,
        $"{this} is a gate, a function of two inputs x and y, so it has no curve and no properties, and needs a layer "
        + $"with two products. {OneVariableHint}", ToString());

    /// <summary>
    /// Computes f, and the derivatives for which the pass has spans, in float with the widest vectors of the machine.
    /// </summary>
    /// <param name="pass">The inputs and outputs.</param>
    internal abstract void Evaluate(in GatePass pass);

    /// <inheritdoc/>
    internal sealed override void Evaluate(in ActivationPass pass) => throw NeedsTwoInputs();
}
