namespace Swish.Networks.Specs;

/// <summary>
/// Describes a global average pooling layer: the mean of each channel, from [batch, channels, rows, columns] to
/// [batch, channels].
/// </summary>
public sealed record GlobalAveragePoolSpec : LayerSpec
{
    /// <inheritdoc/>
    internal override bool NeedsImages => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => TensorShape.OfFeatures(input.Channels);
}
