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
        Architecture(recipe).Layers(input.Features, classes);

    /// <summary>Computes the widths of the hidden layers, which a gate may change.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The number of features of an example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The widths, first to last.</returns>
    public static IReadOnlyList<int> Widths(TrainingRecipe recipe, int inputs, int classes) =>
        Architecture(recipe).Widths(inputs, classes);

    private static FullyConnected Architecture(TrainingRecipe recipe) => new()
    {
        HiddenLayers = recipe.HiddenLayers,
        Activation = recipe.Activation,
        GateWidth = recipe.GateWidth,
        BatchNormInterval = recipe.BatchNormInterval,
        BatchNormPosition = recipe.BatchNormPosition,
        FixedBatchNormScale = recipe.FixedBatchNormScale,
        Residual = recipe.Residual,
        Dropout = recipe.Dropout,
    };
}
