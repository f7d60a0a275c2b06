using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Swish.Data;

namespace Swish.Recipes;

/// <summary>
/// Computes the fingerprint of a run: a hash of the recipe's canonical JSON, the contents of the data set and
/// <see cref="NumericsVersion"/>. Two runs with the same fingerprint have bit-identical weights.
/// </summary>
public static class RecipeFingerprint
{
    /// <summary>Computes the fingerprint of a run.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>32 hexadecimal digits: the first 128 bits of a SHA-256 hash.</returns>
    /// <exception cref="SwishException">A double of the recipe is NaN or infinite (InvalidRecipe).</exception>
    public static string Compute(TrainingRecipe recipe, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        // Weights by name depend on the names of the classes, which the fingerprint of the data set leaves out.
        string names = recipe.ClassWeight.Weights.Count > 0 ? "\n" + JsonSerializer.Serialize(dataset.ClassNames) : "";
        return Hash(
            RecipeJson.WriteUtf8(recipe),
            string.Create(CultureInfo.InvariantCulture, $"\n{dataset.Fingerprint}\n{NumericsVersion.Current}{names}"), 16);
    }

    /// <summary>
    /// Determines whether a fingerprint is that of a recipe without weights of classes, in this version of the numerics
    /// or an earlier one.
    /// </summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="recipeJson">The JSON of the recipe, as it was written.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data set.</param>
    /// <returns>Whether it is.</returns>
    internal static bool IsOf(string fingerprint, string recipeJson, string datasetFingerprint)
    {
        byte[] json = Encoding.UTF8.GetBytes(recipeJson);
        return Enumerable.Range(1, NumericsVersion.Current).Any(version => fingerprint == Hash(
            json, string.Create(CultureInfo.InvariantCulture, $"\n{datasetFingerprint}\n{version}"), 16));
    }

    /// <summary>
    /// Computes a hash of the data set and of all settings except the activation and the seed. Runs that differ only in
    /// these two have the same hash.
    /// </summary>
    /// <param name="recipe">The JSON of the recipe.</param>
    /// <param name="datasetFingerprint">The fingerprint of the data set.</param>
    /// <returns>16 hexadecimal digits: the first 64 bits of a SHA-256 hash.</returns>
    internal static string ComputeSettingsHash(JsonElement recipe, string datasetFingerprint) =>
        Hash(RecipeJson.WriteSharedSettingsUtf8(recipe), "\n" + datasetFingerprint, 8);

    private static string Hash(byte[] recipeJson, string rest, int bytes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(recipeJson);
        hash.AppendData(Encoding.UTF8.GetBytes(rest));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, bytes));
    }
}
