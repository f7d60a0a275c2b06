using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>The size of the networks of a run.</summary>
/// <param name="Length">The floats of all buffers, those for drawing the initial weights included.</param>
/// <param name="LargestLength">The floats of the largest array.</param>
/// <param name="MultiplyAdds">The multiply-adds of the forward pass for one example.</param>
internal readonly record struct NetworkSize(double Length, double LargestLength, double MultiplyAdds)
{
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
        if (sample > 0) Network.Measure(NetworkDiagnosis.DiagnosticSpec(spec, sample), allocator);
        double largest = nodes.SelectMany(node => node.Layer.Parameters).Max(parameter => (double)parameter.Count);
        return new(
            allocator.Length + Initializer.WorkspaceLength(largest, recipe.Initializer), allocator.LargestLength,
            LayerSpec.MultiplyAdds(spec.Layers, spec.Input));
    }
}
