using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Starts a run with the parameters of a trained network, as the network is evaluated: moving averages, if it has any,
/// and running statistics. The learnable parameters of an activation are taken over if the run has the same ones, so a
/// network can be trained further with another activation.
/// </summary>
internal static class InitialState
{
    /// <summary>Checks that the network that a recipe names is given, and that it fits the run.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="initial">The network; null for none.</param>
    /// <exception cref="SwishException">
    /// The recipe names another network (InitialNetworkMissing), or the network has other inputs, layers or classes
    /// (InitialNetworkMismatch).
    /// </exception>
    public static void Check(TrainingRecipe recipe, Dataset dataset, TrainedNetwork? initial)
    {
        if (recipe.InitialNetwork is null) return;
        if (initial is null || initial.Fingerprint != recipe.InitialNetwork)
            throw new SwishException("InitialNetworkMissing", ErrorKind.InvalidArgument,
                $"The recipe starts with the network {recipe.InitialNetwork}, "
                + (initial is null ? "which is not given." : $"not with {initial.Fingerprint}.")
                + " Specify the network with -InitialNetwork.", recipe.InitialNetwork);
        if (NetworkInputs.FindDifference(initial, dataset) is { } difference) throw Mismatch(initial, $"it {difference}");
        if (initial.GetRecipe().Standardize != recipe.Standardize)
            throw Mismatch(initial, $"it was trained {(recipe.Standardize ? "without" : "with")} -Standardize");
        Dictionary<string, NetworkTensor> tensors = initial.Tensors.ToDictionary(tensor => tensor.Name);
        LayerNode[] nodes = NetworkBuilder.Build(
            RecipeNetwork.Spec(recipe, dataset), new TensorAllocator(measuresOnly: true));
        foreach (ParameterBlock block in Network.OrderParameters(nodes))
        {
            bool mayDiffer = block.Kind == ParameterKind.ActivationParameter;
            bool isFound = tensors.Remove(block.Name, out NetworkTensor? tensor);
            if (!mayDiffer && !(isFound && tensor!.Shape.SequenceEqual(block.Shape)))
                throw Mismatch(initial, Describe(block, tensor));
        }
        foreach (LayerBuffer buffer in nodes.SelectMany(node => node.Layer.Buffers)) tensors.Remove(buffer.Name);
        NetworkTensor? left = tensors.Values.FirstOrDefault(tensor => !tensor.IsOfActivation);
        if (left is not null) throw Mismatch(initial, $"only it has '{left.Name}'");
    }

    /// <summary>Sets the parameters and buffers of a network in training.</summary>
    /// <param name="initial">The trained network, which <see cref="Check"/> has accepted.</param>
    /// <param name="network">The network; its moving averages start at the same values.</param>
    public static void Load(TrainedNetwork initial, Network network)
    {
        Dictionary<string, NetworkTensor> tensors = initial.Tensors.ToDictionary(tensor => tensor.Name);
        foreach (ParameterBlock block in network.Parameters)
            if (tensors.TryGetValue(block.Name, out NetworkTensor? tensor) && tensor.Shape.SequenceEqual(block.Shape))
                block.Set(tensor.EvaluationValues.Span);
        foreach (LayerBuffer buffer in network.Buffers)
            tensors[buffer.Name].EvaluationValues.Span.CopyTo(buffer.Values.Span);
    }

    private static string Describe(ParameterBlock block, NetworkTensor? tensor) => tensor is null
        ? $"it has no '{block.Name}'"
        : $"its '{block.Name}' has the shape [{string.Join(", ", tensor.Shape)}], and that of the run "
            + $"[{string.Join(", ", block.Shape)}]";

    private static SwishException Mismatch(TrainedNetwork initial, string reason) =>
        new("InitialNetworkMismatch", ErrorKind.Contradiction,
            $"The initial network ({initial}) does not fit the run: {reason}. Train with the same hidden layers, batch "
            + "normalization and residual connections, on data with the same inputs and classes.", initial.WeightHash);
}
