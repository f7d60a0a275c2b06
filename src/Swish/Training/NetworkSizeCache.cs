using System.Collections.Concurrent;
using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Keeps the sizes of the networks of many runs. Measuring a size constructs the layers, and the recipes of a grid
/// share only a few sizes. Instances are thread-safe.
/// </summary>
/// <param name="dataset">The data set that the runs are trained on.</param>
internal sealed class NetworkSizeCache(Dataset dataset)
{
    private readonly ConcurrentDictionary<Key, NetworkSize> _sizes = new();

    /// <summary>Gets the size of the networks of a run.</summary>
    /// <param name="recipe">The recipe of the run, whose settings must be in range.</param>
    /// <returns>The size.</returns>
    public NetworkSize Get(TrainingRecipe recipe)
    {
        Key key = new(
            recipe.HiddenLayers, recipe.Network,
            recipe.Activation.LearnableParameters.Count > 0 ? recipe.Activation.ToString() : "",
            recipe.Activation is Gate ? recipe.GateWidth : null, recipe.BatchSize,
            RecipeSize.DiagnosticSample(recipe, dataset), recipe.BatchNormInterval, recipe.BatchNormPosition,
            recipe.FixedBatchNormScale, recipe.Residual, recipe.Dropout > 0, recipe.Initializer,
            Optimizer.MomentCount(recipe.Optimizer),
            recipe.MovingAverageDecay > 0, recipe.GradientClip > 0, recipe.Patience > 0);
        return _sizes.TryGetValue(key, out NetworkSize? size)
            ? size
            : _sizes[key] = NetworkSize.Measure(recipe, dataset);
    }

    /// <summary>All that the size depends on.</summary>
    private sealed record Key(
        HiddenLayerList HiddenLayers, NetworkDefinition? Network, string LearnableActivation, GateWidth? GateWidth,
        int BatchSize, int DiagnosticSample, int BatchNormInterval, BatchNormPosition BatchNormPosition,
        bool FixedBatchNormScale, bool Residual, bool HasDropout, InitializerKind Initializer, int MomentCount, bool Averages,
        bool ClipsGradient, bool KeepsBest);
}
