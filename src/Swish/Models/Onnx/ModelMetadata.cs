namespace Swish.Models.Onnx;

/// <summary>Contains the keys of the metadata that Swish writes to ONNX models.</summary>
internal static class ModelMetadata
{
    /// <summary>The version of the metadata.</summary>
    public const string Version = "swish.version";

    /// <summary>The canonical JSON of the recipe.</summary>
    public const string Recipe = "swish.recipe";

    /// <summary>The fingerprint of the run.</summary>
    public const string RunId = "swish.run_id";

    /// <summary>The hash of all parameters, averages and running statistics.</summary>
    public const string WeightHash = "swish.weight_hash";

    /// <summary>The version of the arithmetic that trained the network.</summary>
    public const string Numerics = "swish.numerics";

    /// <summary>The name of the data set that the network was trained on.</summary>
    public const string Dataset = "swish.dataset";

    /// <summary>The names of the classes, as a JSON array.</summary>
    public const string ClassNames = "swish.class_names";

    /// <summary>
    /// The shape of an example, as a JSON array: channels, rows and columns of an image, or the number of features.
    /// </summary>
    public const string Shape = "swish.input_shape";

    /// <summary>The offsets of the inputs in double precision, as a JSON array.</summary>
    public const string Offsets = "swish.input_offsets";

    /// <summary>The divisors of the inputs in double precision, as a JSON array.</summary>
    public const string Divisors = "swish.input_divisors";

    /// <summary>The names of the features, as a JSON array; optional.</summary>
    public const string FeatureNames = "swish.feature_names";

    /// <summary>The mean brightness at the border of the training images, 0 to 255; optional.</summary>
    public const string Background = "swish.input_background";
}
