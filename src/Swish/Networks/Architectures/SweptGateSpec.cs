using Swish.Networks.Specs;

namespace Swish.Networks.Architectures;

/// <summary>
/// Describes a fully connected layer with the gate that a recipe chooses, or with a gate by the activation function
/// that it chooses. <see cref="NetworkDefinition.Resolve"/> replaces it.
/// </summary>
/// <param name="Outputs">The number of outputs, 1 or more.</param>
internal sealed record SweptGateSpec(int Outputs) : LayerSpec
{
    /// <summary>Gets the batch normalization of each product before the gate; null for none.</summary>
    public BatchNormSpec? Normalization { get; init; }

    /// <inheritdoc/>
    internal override bool HasWeights => true;

    /// <inheritdoc/>
    internal override bool Flattens => true;

    /// <inheritdoc/>
    internal override bool IsActivated => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => TensorShape.OfFeatures(Outputs);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) => 2.0 * input.Features * Outputs;
}
