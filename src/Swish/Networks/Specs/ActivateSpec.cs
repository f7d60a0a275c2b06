using Swish.Activations;
using Swish.Activations.Gates;

namespace Swish.Networks.Specs;

/// <summary>Describes an activation layer. The output has the shape of the input.</summary>
/// <param name="Function">
/// The activation function, which is applied elementwise. A gate needs a layer with two products
/// (<see cref="GatedDenseSpec"/>) and throws a SwishException (GateHasTwoInputs).
/// </param>
public sealed record ActivateSpec(Activation Function) : LayerSpec
{
    /// <summary>Gets the activation function, which is applied elementwise.</summary>
    public Activation Function { get; init; } = Function is Gate gate ? throw gate.NeedsTwoInputs() : Function;

    /// <inheritdoc/>
    internal override bool IsActivated => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
