namespace Swish.Data;

/// <summary>Specifies how the inputs of a data set are scaled before the network reads them.</summary>
public enum InputScaling
{
    /// <summary>
    /// To the range from 0 to 1: bytes are divided by 255; floats are moved and divided by the range that their feature
    /// or channel has in the training examples.
    /// </summary>
    UnitRange,

    /// <summary>
    /// To mean 0 and standard deviation 1, by feature or by channel of an image, over the training examples.
    /// </summary>
    Standardize,

    /// <summary>Inputs are used as they are.</summary>
    None,
}
