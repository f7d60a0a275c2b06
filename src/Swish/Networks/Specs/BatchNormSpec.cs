namespace Swish.Networks.Specs;

/// <summary>
/// Describes a batch normalization layer, which normalizes each feature over the batch, with learnable scale and shift
/// (Ioffe and Szegedy 2015). The output has the shape of the input.
/// </summary>
public sealed record BatchNormSpec : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
