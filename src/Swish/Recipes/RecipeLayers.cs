using Swish.Networks;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>Creates the specs of the layers that a recipe describes.</summary>
internal static class RecipeLayers
{
    /// <summary>Creates the specs of the layers, from [batch, features] to logits of [batch, classes].</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">The shape of an example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The layers, first to last.</returns>
    public static DelimitedList<LayerSpec> Of(TrainingRecipe recipe, TensorShape input, int classes) =>
        new FullyConnected
        {
            HiddenLayers = recipe.HiddenLayers,
            Activation = recipe.Activation,
            BatchNormInterval = recipe.BatchNormInterval,
            BatchNormPosition = recipe.BatchNormPosition,
            FixedBatchNormScale = recipe.FixedBatchNormScale,
            Residual = recipe.Residual,
            Dropout = recipe.Dropout,
        }.Layers(input.Features, classes);
}
