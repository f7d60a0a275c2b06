using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>Computes the size of a run: its number of steps, its operations and its memory.</summary>
public static class RecipeSize
{
    private const int MaxDiagnosticSample = 1000;

    /// <summary>Computes the number of steps per epoch. An incomplete last batch is left out.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static int StepsPerEpoch(TrainingRecipe recipe, Dataset dataset) =>
        TrainingCount(recipe, dataset) / recipe.BatchSize;

    /// <summary>Computes the number of steps of a run.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static long Steps(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Steps ?? (long)recipe.Epochs * StepsPerEpoch(recipe, dataset);

    /// <summary>Computes the number of images that are trained on: all that are not used for validation.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of images.</returns>
    public static int TrainingCount(TrainingRecipe recipe, Dataset dataset) =>
        dataset.Training.Count - recipe.ValidationCount;

    /// <summary>Computes the number of steps between evaluations.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of steps.</returns>
    public static int EvaluateEvery(TrainingRecipe recipe, Dataset dataset) =>
        recipe.EvaluateEvery > 0 ? recipe.EvaluateEvery : StepsPerEpoch(recipe, dataset);

    /// <summary>
    /// Computes the number of images on which the diagnostics of hidden layers are computed: the first 1,000 of those
    /// that are trained on, or all if there are fewer.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of images, or 0 if the recipe has no diagnostics.</returns>
    public static int DiagnosticSample(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Diagnostic ? Math.Min(MaxDiagnosticSample, TrainingCount(recipe, dataset)) : 0;

    /// <summary>
    /// Computes the number of floating-point operations in the matrix products of a run, which is roughly proportional
    /// to its duration. A multiply-add is two operations. In training and diagnostics, the backward pass has twice as
    /// many operations as the forward pass, because it computes the gradients of inputs and of weights.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of operations.</returns>
    public static double Operations(TrainingRecipe recipe, Dataset dataset)
    {
        double steps = Steps(recipe, dataset);
        double evaluations = Math.Ceiling(steps / Math.Max(1, EvaluateEvery(recipe, dataset)));
        double evaluated = (evaluations * recipe.ValidationCount) + dataset.Test.Count;
        double diagnosed = (evaluations + 1) * DiagnosticSample(recipe, dataset);
        double multiplyAdds = LayerSpec.MultiplyAdds(
            RecipeNetwork.Layers(recipe, dataset), TensorShape.OfFeatures(dataset.PixelCount));
        return multiplyAdds * ((6 * ((steps * recipe.BatchSize) + diagnosed)) + (2 * evaluated));
    }

    /// <summary>
    /// Computes the memory of a run without the data set, accurate to about 20%: parameters with their moments and
    /// averages, the activations that the backward pass needs, the input, and the buffers of an evaluation. To find
    /// out, the layers are created with an allocator that only measures.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The memory in bytes.</returns>
    public static double MemoryBytes(TrainingRecipe recipe, Dataset dataset)
    {
        TensorAllocator networks = Measure(recipe, dataset, out double initialWeights);
        double input = InputBatch.MaxLength(InputRows(recipe), dataset.PixelCount)
            + InputBatch.MaxLength(DiagnosticSample(recipe, dataset), dataset.PixelCount);
        return sizeof(float) * (networks.Length + input + initialWeights);
    }

    /// <summary>
    /// Computes the length of the largest array of a run, which must not exceed <see cref="Array.MaxLength"/>.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The number of floats.</returns>
    internal static double LargestArrayLength(TrainingRecipe recipe, Dataset dataset) => Math.Max(
        Measure(recipe, dataset, out _).LargestLength, InputBatch.MaxLength(InputRows(recipe), dataset.PixelCount) / 2);

    /// <summary>
    /// Measures the network that is trained, the buffers of its evaluation, and the copy on which diagnostics are
    /// computed.
    /// </summary>
    private static TensorAllocator Measure(TrainingRecipe recipe, Dataset dataset, out double initialWeights)
    {
        TensorAllocator allocator = new(measuresOnly: true);
        NetworkSpec spec = RecipeNetwork.Spec(recipe, dataset);
        LayerNode[] nodes = Network.Measure(spec, allocator);
        NetworkEvaluator.AllocateSlots(new(nodes), allocator);
        int sample = DiagnosticSample(recipe, dataset);
        if (sample > 0)
        {
            NetworkSpec diagnosticSpec = NetworkDiagnosis.DiagnosticSpec(spec, sample);
            Network.Measure(diagnosticSpec, allocator);
        }
        double largest = nodes.SelectMany(node => node.Layer.Parameters).Max(parameter => (double)parameter.Count);
        initialWeights = Initializer.WorkspaceLength(largest, recipe.Initializer);
        return allocator;
    }

    private static int InputRows(TrainingRecipe recipe) => Math.Max(recipe.BatchSize, NetworkEvaluator.Capacity);
}
