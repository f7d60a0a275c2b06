using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Swish.Data;

namespace Swish.Recipes;

/// <summary>
/// The key of a run: a hash of the recipe's canonical JSON, of the data set's contents and of the version of the
/// arithmetic. Two runs with one fingerprint have the same bits in every weight.
/// </summary>
public static class RecipeFingerprint
{
    /// <summary>Computes the fingerprint of a run.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    /// <returns>32 hexadecimal digits, the first 128 bits of a SHA-256.</returns>
    /// <exception cref="SwishException">A double of the recipe is NaN or infinite (InvalidRecipe).</exception>
    public static string Compute(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Hash(
            RecipeJson.WriteUtf8(recipe),
            string.Create(CultureInfo.InvariantCulture, $"\n{dataset.Fingerprint}\n{NumericsVersion.Current}"), 16);
    }

    /// <summary>
    /// Computes what runs share that differ only in activation and seed: 16 hexadecimal digits of a hash of their other
    /// settings and the data set.
    /// </summary>
    /// <param name="recipe">The recipe's JSON.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data.</param>
    internal static string ComputeSetting(JsonElement recipe, string datasetFingerprint) =>
        Hash(RecipeJson.WriteSettingUtf8(recipe), "\n" + datasetFingerprint, 8);

    private static string Hash(byte[] recipeJson, string rest, int bytes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(recipeJson);
        hash.AppendData(Encoding.UTF8.GetBytes(rest));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, bytes));
    }
}
