using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Creates the specs of the networks that a run builds.</summary>
internal static class RecipeNetwork
{
    /// <summary>Creates the spec of the network that is trained, from [batch, pixels] to [batch, classes].</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The spec.</returns>
    public static NetworkSpec Spec(TrainingRecipe recipe, Dataset dataset) => new()
    {
        Input = TensorShape.OfFeatures(dataset.PixelCount),
        Layers = Layers(recipe, dataset),
        BatchSize = recipe.BatchSize,
        Initializer = recipe.Initializer,
        InitializerDeviation = recipe.InitializerDeviation,
        InitialBias = recipe.InitialBias,
        LabelSmoothing = recipe.LabelSmoothing,
        Seed = recipe.Seed,
        MomentCount = Optimizer.MomentCount(recipe.Optimizer),
        Averages = recipe.MovingAverageDecay > 0,
        KeepsWeightGradients = recipe.GradientClip > 0,
    };

    /// <summary>Creates the specs of the layers of the network that is trained.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The layers, first to last.</returns>
    public static DelimitedList<LayerSpec> Layers(TrainingRecipe recipe, Dataset dataset) =>
        new FullyConnected
        {
            HiddenLayers = recipe.HiddenLayers,
            Activation = recipe.Activation,
            BatchNormInterval = recipe.BatchNormInterval,
            BatchNormPosition = recipe.BatchNormPosition,
            FixedBatchNormScale = recipe.FixedBatchNormScale,
            Residual = recipe.Residual,
            Dropout = recipe.Dropout,
        }.Layers(dataset.PixelCount, dataset.Classes);
}
