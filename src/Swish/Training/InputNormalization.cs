using Swish.Data;
using Swish.Networks.Specs;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Converts pixels to inputs of the network, and determines whether inputs that are zero can and should be skipped.
/// </summary>
internal static class InputNormalization
{
    // With a smaller fraction of zeros, the dense product is faster according to the LibTorchComparison benchmark.
    private const double MinSparsity = 0.6;

    private const int SampleCount = 1000;

    /// <summary>
    /// Computes the input of the network for each of the 256 pixel values: value/255, or values with mean 0 and
    /// standard deviation 1 over the images that are trained on.
    /// </summary>
    /// <param name="images">The training set, including validation images.</param>
    /// <param name="first">The index of the first image that is trained on; those before it are for validation.</param>
    /// <param name="standardize">Whether to normalize to mean 0 and standard deviation 1.</param>
    /// <returns>The inputs, [256].</returns>
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
        // If all pixels are equal, the standard deviation is 0, and all pixels are at the mean.
        for (int i = 0; i < values.Length; i++) values[i] = deviation > 0 ? (float)((i - mean) / deviation) : 0f;
        return values;
    }

    /// <summary>
    /// Determines whether zero inputs can be skipped: standardized inputs are not zero, and a residual connection
    /// around the first layer reads all inputs.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>True if they can be skipped.</returns>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize && RecipeNetwork.Layers(recipe, dataset)[0] is DenseSpec or GatedDenseSpec;

    /// <summary>Determines whether so many pixels are zero that skipping them is faster.</summary>
    /// <param name="images">The training set.</param>
    /// <returns>True if it is faster.</returns>
    public static bool IsSparse(LabeledImages images)
    {
        ReadOnlySpan<byte> sample = images.Pixels[..(Math.Min(SampleCount, images.Count) * images.PixelCount)];
        return sample.Count((byte)0) > MinSparsity * sample.Length;
    }
}
