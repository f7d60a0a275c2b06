using Swish.Networks;

namespace Swish.Models;

/// <summary>
/// Represents one named parameter or buffer of a trained network, as an entry of a state dict. Immutable.
/// </summary>
/// <param name="Name">The name, unique in the network, such as <c>layers.3.batchnorm.running_mean</c>.</param>
/// <param name="Shape">
/// The shape: [outputs, inputs] for weights, [features] for vectors, [1] for a parameter that all features share.
/// </param>
/// <param name="Values">The values in row-major order.</param>
public sealed record NetworkTensor(string Name, DelimitedList<int> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>
    /// Gets the moving averages of the values, with which the network is evaluated; null if it has none.
    /// </summary>
    public ReadOnlyMemory<float>? Averages { get; init; }

    /// <summary>Gets whether this is a buffer, such as running statistics, and not a parameter.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>Gets whether this is a learnable parameter of an activation.</summary>
    internal bool IsOfActivation => Name.Contains(".activation", StringComparison.Ordinal);

    /// <summary>Gets the values for evaluation: the moving averages if there are any, otherwise the values.</summary>
    public ReadOnlyMemory<float> EvaluationValues => Averages ?? Values;

    /// <summary>
    /// Copies the state of a network: all parameters layer by layer, and then all buffers. The order is that of
    /// <see cref="WeightDigest"/>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <returns>The tensors; each is copied when it is enumerated.</returns>
    internal static IEnumerable<NetworkTensor> ReadFrom(Network network)
    {
        foreach (ParameterBlock block in network.Parameters)
        {
            yield return new(block.Name, new(block.Shape), block.Read(block.Values))
            {
                Averages = block.Average is null ? null : (ReadOnlyMemory<float>?)block.Read(block.Average),
            };
        }
        foreach (LayerBuffer buffer in network.Buffers)
        {
            yield return new(buffer.Name, new([buffer.Features]), buffer.Values.Span[..buffer.Features].ToArray())
            {
                IsBuffer = true,
            };
        }
    }
}
