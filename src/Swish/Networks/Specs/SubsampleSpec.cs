namespace Swish.Networks.Specs;

/// <summary>
/// Describes the shortcut without parameters of a residual block that changes the shape (option A of He et al. 2015,
/// arXiv:1512.03385): every stride-th row and column, and channels of zeros before and after those of the input.
/// </summary>
/// <param name="Channels">
/// The number of output channels, at least that of the input. Half of the additional channels, rounded down, come
/// before those of the input.
/// </param>
/// <param name="Stride">The distance between the rows and columns that are kept, 1 or more.</param>
public sealed record SubsampleSpec(int Channels, int Stride) : LayerSpec
{
    /// <inheritdoc/>
    internal override bool NeedsImages => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => Channels >= input.Channels
        ? Window.Of(1, Stride, 0).OutputShape(input) with { Channels = Channels }
        : throw new SwishException("ChannelsRemoved", ErrorKind.Contradiction,
            $"A shortcut to {Channels} channels cannot take an input of shape {input}, which has more channels.",
            Channels);
}
