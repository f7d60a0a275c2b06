using Swish.Networks;

namespace Swish.Models;

/// <summary>Loads the state of trained networks, and checks that it fits.</summary>
internal static class NetworkState
{
    /// <summary>
    /// Orders the tensors of a network: all parameters layer by layer, and then all buffers. Checks that they have the
    /// names and shapes of the network. No memory is allocated for the network.
    /// </summary>
    /// <param name="tensors">The tensors, in any order.</param>
    /// <param name="spec">The spec of the network.</param>
    /// <returns>The tensors in the order of <see cref="NetworkTensor.ReadFrom"/>.</returns>
    /// <exception cref="SwishException">A tensor is missing or additional, or has another shape (NetworkMismatch).
    /// </exception>
    public static IReadOnlyList<NetworkTensor> Arrange(IEnumerable<NetworkTensor> tensors, NetworkSpec spec)
    {
        Dictionary<string, NetworkTensor> left = tensors.ToDictionary(tensor => tensor.Name);
        LayerNode[] nodes = NetworkBuilder.Build(spec, new TensorAllocator(measuresOnly: true));
        List<NetworkTensor> arranged = [];
        foreach (ParameterBlock block in Network.OrderParameters(nodes)) Take(block.Name, block.Shape, isBuffer: false);
        foreach (LayerBuffer buffer in Network.OrderBuffers(nodes))
            Take(buffer.Name, [buffer.Features], isBuffer: true);
        return left.Count == 0 ? arranged : throw Mismatch($"There is an additional tensor '{left.Keys.First()}'.");

        void Take(string name, IReadOnlyList<int> shape, bool isBuffer)
        {
            if (!left.Remove(name, out NetworkTensor? tensor)) throw Mismatch($"The tensor '{name}' is missing.");
            if (!tensor.Shape.SequenceEqual(shape) || tensor.Values.Length != Length(shape)
                || (tensor.Averages is ReadOnlyMemory<float> averages && averages.Length != tensor.Values.Length))
                throw Mismatch($"The tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}] and "
                    + $"{tensor.Values.Length} values, not the shape [{string.Join(", ", shape)}].");
            arranged.Add(tensor.IsBuffer == isBuffer ? tensor : tensor with { IsBuffer = isBuffer });
        }
    }

    /// <summary>Sets the parameters and buffers of a network to the values for evaluation.</summary>
    /// <param name="tensors">The state, in the order of <see cref="Arrange"/>.</param>
    /// <param name="network">The network, whose moving averages are set to the same values.</param>
    public static void Load(IReadOnlyList<NetworkTensor> tensors, Network network)
    {
        int next = 0;
        foreach (ParameterBlock block in network.Parameters) block.Set(tensors[next++].EvaluationValues.Span);
        foreach (LayerBuffer buffer in network.Buffers)
            tensors[next++].EvaluationValues.Span.CopyTo(buffer.Values.Span);
    }

    private static long Length(IReadOnlyList<int> shape) => shape.Aggregate(1L, (length, size) => length * size);

    private static SwishException Mismatch(string what) => new(
        "NetworkMismatch", ErrorKind.InvalidData, $"The parameters are not those of the network's recipe. {what}");
}
