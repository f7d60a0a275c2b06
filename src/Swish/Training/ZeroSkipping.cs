using Swish.Data;
using Swish.Networks.Specs;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Determines whether inputs that are zero can and should be skipped.
/// </summary>
internal static class ZeroSkipping
{
    // With a smaller fraction of zeros, the dense product is faster according to the LibTorchComparison benchmark.
    private const double MinSparsity = 0.6;

    private const int SampleCount = 1000;

    /// <summary>
    /// Determines whether zero inputs can be skipped: standardized inputs are not zero, and a residual connection
    /// around the first layer reads all inputs.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>True if they can be skipped.</returns>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize && dataset.Training.HasBytes && dataset.Scaling != InputScaling.Standardize
        && RecipeNetwork.Layers(recipe, dataset)[0] is DenseSpec;

    /// <summary>Determines whether so many inputs are zero that skipping them is faster.</summary>
    /// <param name="examples">The training set.</param>
    /// <returns>True if it is faster.</returns>
    public static bool IsSparse(ExampleSet examples)
    {
        if (!examples.HasBytes) return false;
        ReadOnlySpan<byte> sample = examples.Bytes[..(Math.Min(SampleCount, examples.Count) * examples.InputCount)];
        return sample.Count((byte)0) > MinSparsity * sample.Length;
    }
}
