using System.Collections.Concurrent;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// The sizes of the networks of many runs. To measure one, its layers are constructed; the recipes of a grid share a
/// few sizes. Thread-safe.
/// </summary>
/// <param name="dataset">The data that the runs are trained on.</param>
internal sealed class NetworkSizeCache(Dataset dataset)
{
    private readonly ConcurrentDictionary<Key, NetworkSize> _sizes = new();

    /// <summary>Returns the size of the networks of a run.</summary>
    /// <param name="recipe">The run; its settings are valid.</param>
    public NetworkSize Get(TrainingRecipe recipe)
    {
        Key key = new(
            recipe.HiddenLayers,
            recipe.Activation.LearnableParameters.Count > 0 ? recipe.Activation.ToString() : "", recipe.BatchSize,
            RecipeSize.DiagnosticSample(recipe, dataset), recipe.BatchNormInterval, recipe.BatchNormPosition,
            recipe.Residual, recipe.Dropout > 0, recipe.Initializer, Optimizer.MomentCount(recipe.Optimizer),
            recipe.MovingAverageDecay > 0, recipe.GradientClip > 0);
        return _sizes.TryGetValue(key, out NetworkSize size) ? size : _sizes[key] = NetworkSize.Measure(recipe, dataset);
    }

    /// <summary>All that the size depends on.</summary>
    private readonly record struct Key(
        HiddenLayerList HiddenLayers, string LearnableActivation, int BatchSize, int DiagnosticSample,
        int BatchNormInterval, BatchNormPosition BatchNormPosition, bool Residual, bool HasDropout,
        InitializerKind Initializer, int MomentCount, bool Averages, bool ClipsGradient);
}
