using Swish.Data;
using Swish.Networks.Specs;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Determines whether inputs that are zero can be skipped.</summary>
internal static class ZeroSkipping
{
    /// <summary>
    /// Determines whether zero inputs can be skipped: standardized inputs are not zero, and a residual connection
    /// around the first layer reads all inputs.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>True if they can be skipped.</returns>
    public static bool MaySkipZeros(TrainingRecipe recipe, Dataset dataset) =>
        !recipe.Standardize && dataset.Training.HasBytes && dataset.Scaling != InputScaling.Standardize
        && RecipeNetwork.Layers(recipe, dataset)[0] is DenseSpec or GatedDenseSpec;
}
