namespace Swish.Networks.Specs;

/// <summary>
/// Batch normalization of each feature over the batch, with learnable scale and shift (Ioffe and Szegedy 2015); the
/// shape stays what it is.
/// </summary>
public sealed record BatchNormSpec : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
