using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Models;

/// <summary>Loads the state of trained networks, and checks that it fits.</summary>
internal static class NetworkState
{
    /// <summary>
    /// Checks that tensors are those of a network: the same names in the same order, with the same shapes. No memory is
    /// allocated for the network.
    /// </summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="spec">The spec of the network.</param>
    /// <exception cref="SwishException">They are not (NetworkMismatch).</exception>
    public static void Check(IReadOnlyList<NetworkTensor> tensors, NetworkSpec spec)
    {
        LayerNode[] nodes = NetworkBuilder.Build(spec, new TensorAllocator(measuresOnly: true));
        (string Name, DelimitedList<int> Shape)[] expected =
        [
            .. Network.OrderParameters(nodes).Select(block => (block.Name, new DelimitedList<int>(block.Shape))),
            .. nodes.SelectMany(node => node.Layer.Buffers)
                .Select(buffer => (buffer.Name, new DelimitedList<int>([buffer.Features]))),
        ];
        for (int i = 0; i < Math.Max(expected.Length, tensors.Count); i++)
        {
            if (i >= expected.Length) throw Mismatch($"It has an additional tensor '{tensors[i].Name}'.");
            (string name, DelimitedList<int> shape) = expected[i];
            if (i >= tensors.Count) throw Mismatch($"The tensor '{name}' is missing.");
            NetworkTensor tensor = tensors[i];
            if (tensor.Name != name)
                throw Mismatch($"It has the tensor '{tensor.Name}' in place of '{name}'.");
            if (!tensor.Shape.Equals(shape) || tensor.Values.Length != Length(shape)
                || (tensor.Averages is ReadOnlyMemory<float> averages && averages.Length != tensor.Values.Length))
                throw Mismatch($"The tensor '{name}' has the shape [{tensor.Shape}], not [{shape}].");
        }
    }

    /// <summary>Sets the parameters and buffers of a network to the values for evaluation.</summary>
    /// <param name="tensors">The state, which <see cref="Check"/> has accepted for the spec of the network.</param>
    /// <param name="network">The network, whose moving averages are set to the same values.</param>
    public static void Load(IReadOnlyList<NetworkTensor> tensors, Network network)
    {
        int next = 0;
        foreach (ParameterBlock block in network.Parameters) block.Set(tensors[next++].EvaluationValues.Span);
        foreach (LayerBuffer buffer in network.Buffers)
            tensors[next++].EvaluationValues.Span.CopyTo(buffer.Values.Span);
    }

    private static long Length(DelimitedList<int> shape) => shape.Aggregate(1L, (length, size) => length * size);

    private static SwishException Mismatch(string what) => new(
        "NetworkMismatch", ErrorKind.InvalidData, $"The parameters are not those of the network's recipe. {what}");
}
