using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>Represents the size of the networks of a run.</summary>
/// <param name="Length">
/// The number of floats of all buffers, including those for the generation of initial weights.
/// </param>
/// <param name="MaxLength">The number of floats of the largest array.</param>
/// <param name="MultiplyAdds">The number of multiply-adds of the forward pass of one example.</param>
/// <param name="Activations">The number of values that activations and gates compute for one example.</param>
internal sealed record NetworkSize(double Length, double MaxLength, double MultiplyAdds, double Activations)
{
    /// <summary>Gets the shape of the network's input.</summary>
    public TensorShape Input { get; private init; }

    /// <summary>Gets the work of the layers of a network of images.</summary>
    public NetworkWork Work { get; private init; }

    /// <summary>
    /// Gets the number of floats of a copy of the trained network: parameters, their averages and running statistics.
    /// </summary>
    public required double StateLength { get; init; }

    /// <summary>
    /// Measures the network that is trained, the buffers of its evaluation, the copy for diagnostics, and the copy that
    /// early stopping keeps.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <returns>The size.</returns>
    public static NetworkSize Measure(TrainingRecipe recipe, Dataset dataset)
    {
        TensorAllocator allocator = new(measuresOnly: true);
        NetworkSpec spec = RecipeNetwork.Spec(recipe, dataset);
        LayerNode[] nodes = Network.Measure(spec, allocator);
        NetworkEvaluator.AllocateSlots(new(nodes), allocator);
        int sample = RecipeSize.DiagnosticSample(recipe, dataset);
        if (sample > 0) Network.Measure(NetworkDiagnosis.DiagnosticSpec(spec, sample), allocator);
        double state = NetworkSnapshot.Length(nodes), kept = recipe.Patience > 0 ? state : 0;
        double largest = nodes.SelectMany(node => node.Layer.Parameters).Max(parameter => (double)parameter.Count);
        // For the hash of the weights, a tensor and its averages are copied.
        double copied = spec.Averages ? 2 * largest : largest;
        return new(
            allocator.Length + kept + Math.Max(copied, Initializer.WorkspaceLength(largest, recipe.Initializer)),
            allocator.MaxLength,
            LayerSpec.MultiplyAdds(spec.Layers, spec.Input), NetworkShapes.CountActivations(spec.Layers, spec.Input))
        {
            Input = spec.Input,
            Work = NetworkWork.Of(spec.Layers, spec.Input),
            StateLength = state,
        };
    }
}
