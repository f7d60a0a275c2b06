using Swish.Activations;

namespace Swish.Networks.Specs;

/// <summary>Describes an activation layer. The output has the shape of the input.</summary>
/// <param name="Function">The activation function, which is applied elementwise.</param>
public sealed record ActivateSpec(Activation Function) : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
