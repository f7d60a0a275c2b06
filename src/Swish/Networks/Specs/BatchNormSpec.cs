namespace Swish.Networks.Specs;

/// <summary>
/// Describes a batch normalization layer, which normalizes each feature over the batch, with learnable scale and shift
/// (Ioffe and Szegedy 2015). The output has the shape of the input.
/// </summary>
public sealed record BatchNormSpec : LayerSpec
{
    /// <summary>Gets whether the scale is not learnable and stays 1.</summary>
    public bool FixedScale { get; init; }

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
