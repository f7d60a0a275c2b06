using Swish.Data;
using Swish.Recipes;
using Swish.Networks.Specs;

namespace Swish.Training;

/// <summary>Turns the byte of a pixel into the network's input, and tells whether zeros are worth skipping.</summary>
internal static class InputNormalization
{
    // Below this share of zeros the dense product is faster; measured by the peers benchmark's dense and sparse rows.
    private const double WorthSkipping = 0.6;

    private const int DensitySample = 1000;

    /// <summary>
    /// Returns the network's input for each of the 256 bytes, [256]: byte/255, or with mean 0 and deviation 1 over the
    /// images that are trained on.
    /// </summary>
    /// <param name="images">The training set.</param>
    /// <param name="first">The first image that is trained on.</param>
    /// <param name="standardize">Whether mean and deviation are 0 and 1.</param>
    public static float[] Values(LabeledImages images, int first, bool standardize)
    {
        float[] values = new float[256];
        for (int i = 0; i < values.Length; i++) values[i] = i / 255f;
        if (!standardize) return values;

        long count = 0, sum = 0, squares = 0;
        long[] histogram = new long[256];
        foreach (byte pixel in images.Pixels[(first * images.PixelCount)..]) histogram[pixel]++;
        for (int i = 0; i < values.Length; i++)
        {
            count += histogram[i];
            sum += histogram[i] * i;
            squares += histogram[i] * i * i;
        }
        double mean = (double)sum / count;
        double deviation = Math.Sqrt((double)squares / count - mean * mean);
        // images of a single gray have no deviation: they are all at the mean
        for (int i = 0; i < values.Length; i++) values[i] = deviation > 0 ? (float)((i - mean) / deviation) : 0f;
        return values;
    }

    /// <summary>
    /// Returns whether a run's first layer reads pixels of which zeros may be skipped: standardized ones are not zero,
    /// and an identity around the first layer reads them all.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize && RecipeNetwork.Layers(recipe, dataset)[0] is DenseSpec;

    /// <summary>Returns whether so many pixels are zero that skipping them pays.</summary>
    /// <param name="images">The training set.</param>
    public static bool IsSparse(LabeledImages images)
    {
        ReadOnlySpan<byte> sample = images.Pixels[..(Math.Min(DensitySample, images.Count) * images.PixelCount)];
        return sample.Count((byte)0) > WorthSkipping * sample.Length;
    }
}
