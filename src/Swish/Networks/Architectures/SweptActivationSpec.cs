namespace Swish.Networks.Architectures;

/// <summary>
/// Describes the place of the activation function that a recipe chooses. <see cref="NetworkDefinition.Resolve"/>
/// replaces it.
/// </summary>
internal sealed record SweptActivationSpec : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
