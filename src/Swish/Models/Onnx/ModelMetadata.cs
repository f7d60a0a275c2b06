using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Swish.Models.Onnx;

/// <summary>Contains the keys of the metadata that Swish writes to ONNX models, and computes the hash over it.</summary>
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

    /// <summary>The hash of all other metadata of Swish; see <see cref="Sign"/>. Older files have none.</summary>
    public const string Digest = "swish.digest";

    private const string Prefix = "swish.";
    private const int DigestLength = 32;

    /// <summary>Returns the bytes of the entry of a fingerprint as they are in a file: its key and value.</summary>
    /// <param name="runId">The fingerprint, in ASCII.</param>
    /// <returns>The bytes.</returns>
    public static byte[] RunIdEntry(string runId) =>
        new StringStringEntryProto { Key = RunId, Value = runId }.ToByteArray();

    /// <summary>Computes the hash of the metadata of Swish, and writes it to the model.</summary>
    /// <param name="model">The model.</param>
    public static void Sign(ModelProto model)
    {
        StringStringEntryProto? entry = model.MetadataProps.FirstOrDefault(e => e.Key == Digest);
        if (entry is null) model.MetadataProps.Add(entry = new StringStringEntryProto { Key = Digest });
        entry.Value = ComputeDigest(model.MetadataProps.Select(e => KeyValuePair.Create(e.Key, e.Value)));
    }

    /// <summary>
    /// Computes the hash of the metadata of Swish: the first 16 bytes of the SHA-256 of all keys and values but the hash itself,
    /// by key, each as its length in UTF-8 and the text.
    /// </summary>
    /// <param name="metadata">The keys and values; those of other programs are left out.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string ComputeDigest(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string value) in metadata
            .Where(e => e.Key.StartsWith(Prefix, StringComparison.Ordinal) && e.Key != Digest)
            .OrderBy(e => e.Key, StringComparer.Ordinal))
            foreach (string text in (string[])[key, value])
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
                hash.AppendData(bytes);
            }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestLength];
    }
}
