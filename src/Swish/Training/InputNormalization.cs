using Swish.Data;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>What a pixel's byte is to the network, and whether zeros are worth skipping.</summary>
internal static class InputNormalization
{
    // Below this share of zeros the dense product is faster; measured by the peers benchmark's dense and sparse rows.
    private const double WorthSkipping = 0.6;

    private const int DensitySample = 1000;

    /// <summary>
    /// The value of each of the 256 bytes: byte/255, or with mean 0 and deviation 1 over the images trained on.
    /// </summary>
    /// <param name="images">The training set.</param>
    /// <param name="first">The first image that is trained on.</param>
    /// <param name="standardize">Whether to standardize.</param>
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
        // images of one gray alone have no deviation: they are all at the mean
        for (int i = 0; i < values.Length; i++) values[i] = deviation > 0 ? (float)((i - mean) / deviation) : 0f;
        return values;
    }

    /// <summary>
    /// Whether a run's first layer reads pixels that may be skipped: standardized ones are no zeros, and an identity
    /// around the first layer reads them all.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize
        && !(recipe.Residual && recipe.HiddenLayers.Depth > 0 && recipe.HiddenLayers[0] == dataset.PixelCount);

    /// <summary>Whether so many pixels are zero that skipping them pays.</summary>
    public static bool IsSparse(LabeledImages images)
    {
        ReadOnlySpan<byte> sample = images.Pixels[..(Math.Min(DensitySample, images.Count) * images.PixelCount)];
        return sample.Count((byte)0) > WorthSkipping * sample.Length;
    }
}
