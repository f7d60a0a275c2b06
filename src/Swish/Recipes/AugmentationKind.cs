namespace Swish.Recipes;

/// <summary>Specifies how training images are changed at random, each time that they are used.</summary>
public enum AugmentationKind
{
    /// <summary>No change.</summary>
    None,

    /// <summary>
    /// A crop of the original size from the image with 4 black pixels at each edge, flipped horizontally with a
    /// probability of ½.
    /// </summary>
    PadCropFlip,
}
