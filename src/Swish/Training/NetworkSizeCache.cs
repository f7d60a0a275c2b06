using Swish.Data;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Caches the size of the networks of the last run. Measuring a size is slow, because the layers are constructed, but
/// successive runs of a grid usually only differ in settings that do not affect the memory. Instances are thread-safe.
/// </summary>
/// <param name="dataset">The data set that the runs are trained on.</param>
internal sealed class NetworkSizeCache(Dataset dataset)
{
    private volatile Entry? _last;

    /// <summary>Gets the size of the networks of a run.</summary>
    /// <param name="recipe">The recipe of the run, whose settings must be in range.</param>
    /// <returns>The size.</returns>
    public NetworkSize Get(TrainingRecipe recipe)
    {
        TrainingRecipe key = WithoutWhatTakesNoMemory(recipe);
        Entry? last = _last;
        if (last?.Key != key) _last = last = new(key, NetworkSize.Measure(recipe, dataset));
        return last.Size;
    }

    // If a setting is missing here, sizes are measured more often than necessary, but the results are correct.
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

    private sealed record Entry(TrainingRecipe Key, NetworkSize Size);
}
