namespace Swish.Networks.Specs;

/// <summary>
/// Describes a flattening layer, from [batch, channels, rows, columns] to [batch, channels · rows · columns], in this
/// order as PyTorch's Flatten. A dense layer flattens its input itself.
/// </summary>
public sealed record FlattenSpec : LayerSpec
{
    /// <inheritdoc/>
    internal override bool Flattens => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => TensorShape.OfFeatures(input.Features);
}
