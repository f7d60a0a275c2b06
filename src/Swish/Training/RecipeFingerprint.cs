using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swish.Data;

namespace Swish.Training;

/// <summary>
/// The key of a run: a hash of the recipe's canonical JSON, of the data set's contents and of the version of the
/// arithmetic. Two runs with one fingerprint have the same bits in every weight.
/// </summary>
public static class RecipeFingerprint
{
    /// <summary>The fingerprint of a run: 32 hexadecimal digits, the first 128 bits of a SHA-256.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    /// <exception cref="SwishException">A double of the recipe is NaN or infinite (InvalidRecipe).</exception>
    public static string Compute(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Compute(RecipeJson.WriteUtf8(recipe), dataset.Fingerprint);
    }

    private static string Compute(byte[] recipeJson, string datasetFingerprint)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(recipeJson);
        string rest = string.Create(CultureInfo.InvariantCulture, $"\n{datasetFingerprint}\n{NumericsVersion.Current}");
        hash.AppendData(Encoding.UTF8.GetBytes(rest));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
