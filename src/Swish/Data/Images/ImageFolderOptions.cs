namespace Swish.Data.Images;

/// <summary>Specifies how the images of a folder are read.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>
    /// Gets the height in pixels to which images are resized; null if all images have the same size already.
    /// </summary>
    public int? Rows { get; init; }

    /// <summary>Gets the width in pixels to which images are resized; null for that of the images.</summary>
    public int? Columns { get; init; }

    /// <summary>Gets whether colors become gray. If all pixels are gray, images have one channel anyway.</summary>
    public bool Grayscale { get; init; }
}
