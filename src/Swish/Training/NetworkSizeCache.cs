using System.Collections.Concurrent;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// The sizes of the networks of many runs. To measure one, its layers are constructed; the recipes of a grid share a
/// few sizes. Thread-safe.
/// </summary>
/// <param name="dataset">The data that the runs are trained on.</param>
internal sealed class NetworkSizeCache(Dataset dataset)
{
    private readonly ConcurrentDictionary<TrainingRecipe, NetworkSize> _sizes = new();

    /// <summary>Returns the size of the networks of a run.</summary>
    /// <param name="recipe">The run; its settings are valid.</param>
    public NetworkSize Get(TrainingRecipe recipe)
    {
        TrainingRecipe key = WithoutWhatTakesNoMemory(recipe);
        return _sizes.TryGetValue(key, out NetworkSize size)
            ? size
            : _sizes[key] = NetworkSize.Measure(recipe, dataset);
    }

    // A setting that is missing here costs measurements, and nothing else.
    private static TrainingRecipe WithoutWhatTakesNoMemory(TrainingRecipe recipe)
    {
        TrainingRecipe none = TrainingRecipe.Default;
        return recipe with
        {
            Activation = recipe.Activation.LearnableParameters.Count == 0 ? none.Activation : recipe.Activation,
            LearningRate = none.LearningRate, Momentum = none.Momentum, WeightDecay = none.WeightDecay,
            Schedule = none.Schedule, DecayRate = none.DecayRate, DecayStep = none.DecayStep,
            Staircase = none.Staircase, WarmupStep = none.WarmupStep, L2 = none.L2, L2Layer = none.L2Layer,
            Dropout = recipe.Dropout > 0 ? 0.5 : 0, LabelSmoothing = none.LabelSmoothing,
            GradientClip = recipe.GradientClip > 0 ? 1 : 0,
            MovingAverageDecay = recipe.MovingAverageDecay > 0 ? 0.5 : 0,
            InitializerDeviation = none.InitializerDeviation, InitialBias = none.InitialBias,
            Standardize = none.Standardize, Epochs = none.Epochs, Steps = none.Steps, Seed = none.Seed,
            EvaluateEvery = none.EvaluateEvery,
            ValidationCount = recipe.Diagnostic ? recipe.ValidationCount : none.ValidationCount,
        };
    }
}
