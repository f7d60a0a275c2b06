namespace Swish.Networks.Specs;

/// <summary>
/// Describes a layer normalization layer, which normalizes the channels of each position of each example, with learnable
/// scale and shift of each channel (Ba et al. 2016, arXiv:1607.06450). Features are normalized over each example.
/// </summary>
public sealed record LayerNormSpec : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
