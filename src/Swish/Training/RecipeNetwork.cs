using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Creates the specs of the networks that a run builds.</summary>
internal static class RecipeNetwork
{
    /// <summary>Creates the spec of the network that is trained, from [batch, inputs] to [batch, outputs].</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The spec.</returns>
    public static NetworkSpec Spec(TrainingRecipe recipe, Dataset dataset) => new()
    {
        Input = RecipeLayers.Input(recipe, dataset.Shape),
        Layers = Layers(recipe, dataset),
        BatchSize = recipe.BatchSize,
        Initializer = recipe.Initializer,
        InitializerDeviation = recipe.InitializerDeviation,
        InitialBias = recipe.InitialBias,
        Loss = Loss(recipe, dataset),
        Seed = recipe.Seed,
        MomentCount = Optimizer.MomentCount(recipe.Optimizer),
        Averages = recipe.MovingAverageDecay > 0,
        KeepsWeightGradients = recipe.GradientClip > 0,
    };

    /// <summary>Creates the loss of the network's outputs.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The loss.</returns>
    public static OutputLoss Loss(TrainingRecipe recipe, Dataset dataset) => new()
    {
        LabelSmoothing = recipe.LabelSmoothing,
        HuberDelta = recipe.Loss == LossKind.Huber ? recipe.HuberDelta : double.PositiveInfinity,
        ClassWeights = recipe.ClassWeight.IsNone ? null : ClassWeights(recipe, dataset),
    };

    /// <summary>Computes the weight of each class; balanced weights by the examples that are trained on.</summary>
    private static float[] ClassWeights(TrainingRecipe recipe, Dataset dataset)
    {
        float[] weights = new float[dataset.Classes];
        if (!recipe.ClassWeight.IsBalanced)
        {
            // A recipe has names as they were given, and a data set has them escaped.
            Dictionary<string, double> given = [];
            foreach ((string name, double weight) in recipe.ClassWeight.Weights)
                given[PrintableText.EscapeName(name)] = weight;
            for (int c = 0; c < weights.Length; c++)
                weights[c] = (float)given.GetValueOrDefault(dataset.ClassNames[c], 1);
            return weights;
        }
        int[] counts = new int[weights.Length];
        ReadOnlySpan<ushort> labels = dataset.Training.Labels[recipe.ValidationCount..];
        foreach (ushort label in labels) counts[label]++;
        // A class without examples has no part in the loss.
        for (int c = 0; c < weights.Length; c++)
            weights[c] = counts[c] > 0 ? (float)((double)labels.Length / ((double)weights.Length * counts[c])) : 1;
        return weights;
    }

    /// <summary>Creates the specs of the layers of the network that is trained.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The layers, first to last.</returns>
    public static DelimitedList<LayerSpec> Layers(TrainingRecipe recipe, Dataset dataset) =>
        RecipeLayers.Of(recipe, dataset.Shape, dataset.OutputCount);

    /// <summary>Computes the widths of the hidden layers of the network that is trained, if they have a gate.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>
    /// The widths, or null if the activation is not a gate, or the recipe has the layers of a network.
    /// </returns>
    public static HiddenLayerList? GateLayers(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Activation is Gate && recipe.Network is null
            ? new HiddenLayerList(RecipeLayers.Widths(recipe, dataset.InputCount, dataset.OutputCount))
            : null;
}
