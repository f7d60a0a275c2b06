using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>Creates the specs of the layers that a recipe describes.</summary>
internal static class RecipeLayers
{
    /// <summary>Creates the specs of the layers, from examples to logits of [batch, classes].</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The layers, first to last.</returns>
    /// <exception cref="SwishException">
    /// The network of the recipe does not fit the examples or the activation (the errors of
    /// <see cref="NetworkDefinition.Check"/>).
    /// </exception>
    public static DelimitedList<LayerSpec> Of(TrainingRecipe recipe, ExampleShape shape, int classes)
    {
        if (recipe.Network is null) return Architecture(recipe).Layers(shape.InputCount, classes);
        recipe.Network.Check(shape, classes, recipe.Activation);
        return recipe.Network.Resolve(recipe.Activation, classes);
    }

    /// <summary>Returns the shape of the input of the first layer.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <returns>The shape: features for a fully connected network, otherwise that of the images.</returns>
    public static TensorShape Input(TrainingRecipe recipe, ExampleShape shape) =>
        recipe.Network?.InputOf(shape) ?? TensorShape.OfFeatures(shape.InputCount);

    /// <summary>Describes the layers in a few words.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The hidden layers as text, such as <c>500x7-300-200-100</c>, or the name of the network.</returns>
    public static string Describe(TrainingRecipe recipe) => recipe.Network?.Name ?? recipe.HiddenLayers.ToString();

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
