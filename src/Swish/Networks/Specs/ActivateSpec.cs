using Swish.Activations;

namespace Swish.Networks.Specs;

/// <summary>An activation function of each value; the shape stays what it is.</summary>
/// <param name="Function">The function.</param>
public sealed record ActivateSpec(Activation Function) : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
