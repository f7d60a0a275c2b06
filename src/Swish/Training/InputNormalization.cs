using Swish.Data;
using Swish.Models;
using Swish.Networks.Specs;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Determines how pixels become inputs of the network, and whether those that are zero can be skipped.</summary>
internal static class InputNormalization
{
    /// <summary>
    /// Computes how pixels are scaled: to value/255, or to mean 0 and standard deviation 1 over the images that are
    /// trained on.
    /// </summary>
    /// <param name="images">The training set, including validation images.</param>
    /// <param name="first">The index of the first image that is trained on; those before it are for validation.</param>
    /// <param name="standardize">Whether to normalize to mean 0 and standard deviation 1.</param>
    /// <returns>The scaling. If all pixels are equal, the deviation is 0, and all inputs are 0.</returns>
    public static InputScaling Scaling(LabeledImages images, int first, bool standardize)
    {
        if (!standardize) return InputScaling.Pixels;
        long count = 0, sum = 0, squares = 0;
        long[] histogram = new long[256];
        foreach (byte pixel in images.Pixels[(first * images.PixelCount)..]) histogram[pixel]++;
        for (int i = 0; i < histogram.Length; i++)
        {
            count += histogram[i];
            sum += histogram[i] * i;
            squares += histogram[i] * i * i;
        }
        double mean = (double)sum / count;
        return new(mean, Math.Sqrt((double)squares / count - mean * mean));
    }

    /// <summary>
    /// Determines whether zero inputs can be skipped: standardized inputs are not zero, and a residual connection
    /// around the first layer reads all inputs.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>True if they can be skipped.</returns>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize && RecipeNetwork.Layers(recipe, dataset)[0] is DenseSpec;
}
