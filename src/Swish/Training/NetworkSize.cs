using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// The size of the networks of a run. Constructing the layers to measure them takes a good part of a millisecond, so
/// that sizes are kept: the recipes of a grid have few different ones.
/// </summary>
/// <param name="Length">The floats of all buffers, those for drawing the initial weights included.</param>
/// <param name="LargestLength">The floats of the largest array.</param>
/// <param name="MultiplyAdds">The multiply-adds of the forward pass for one example.</param>
internal readonly record struct NetworkSize(double Length, double LargestLength, double MultiplyAdds)
{
    private const int MostKept = 1000;

    private static readonly ConditionalWeakTable<Dataset, ConcurrentDictionary<TrainingRecipe, NetworkSize>> Kept = [];

    /// <summary>Returns the size of the networks of a run.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is trained on.</param>
    public static NetworkSize Of(TrainingRecipe recipe, Dataset dataset)
    {
        ConcurrentDictionary<TrainingRecipe, NetworkSize> kept = Kept.GetOrAdd(dataset, _ => new());
        TrainingRecipe key = WithoutWhatTakesNoMemory(recipe);
        if (kept.TryGetValue(key, out NetworkSize size)) return size;
        if (kept.Count >= MostKept) kept.Clear();
        return kept[key] = Measure(recipe, dataset);
    }

    /// <summary>Measures the network that is trained, its evaluation, and the copy that is looked into.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is trained on.</param>
    public static NetworkSize Measure(TrainingRecipe recipe, Dataset dataset)
    {
        TensorAllocator allocator = new(measuresOnly: true);
        NetworkSpec spec = RecipeNetwork.Spec(recipe, dataset);
        LayerNode[] nodes = Network.Measure(spec, allocator);
        NetworkEvaluator.AllocateSlots(new(nodes), allocator);
        int sample = RecipeSize.DiagnosticSample(recipe, dataset);
        if (sample > 0) Network.Measure(RecipeNetwork.DiagnosticSpec(spec, sample), allocator);
        double largest = nodes.SelectMany(node => node.Layer.Parameters).Max(parameter => (double)parameter.Count);
        return new(
            allocator.Length + Initializer.WorkspaceLength(largest, recipe.Initializer), allocator.LargestLength,
            LayerSpec.MultiplyAdds(spec.Layers, spec.Input));
    }

    // A setting that is missing here only makes recipes be measured that need not be.
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
