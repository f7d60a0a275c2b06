using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training;

/// <summary>
/// Contains the parameters of a network, their moving averages and, if they are included, the moments of the
/// optimizer, and of the running statistics of batch normalization. The values are in logical order, so that they
/// do not depend on the layout of the buffers.
/// </summary>
internal sealed class NetworkSnapshot
{
    /// <summary>Creates a state from its tensors.</summary>
    /// <param name="count">The number of tensors.</param>
    /// <param name="tensors">The tensors, in the order of <see cref="Tensors"/>.</param>
    public NetworkSnapshot(int count, IEnumerable<(string Name, float[] Values)> tensors)
    {
        Count = count;
        Tensors = tensors;
    }

    /// <summary>Gets the number of tensors.</summary>
    public int Count { get; }

    /// <summary>
    /// Gets the tensors with their names: each parameter, [outputs, inputs] or [outputs], followed by its average and
    /// moments of the same shape, and then the running statistics, [features].
    /// </summary>
    public IEnumerable<(string Name, float[] Values)> Tensors { get; }

    /// <summary>
    /// Creates a view of the state of a network, with moments. The tensors are copied one at a time, as they are
    /// enumerated, so that a checkpoint of a large network needs little memory.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <returns>The view.</returns>
    public static NetworkSnapshot View(Network network) => View(network, withMoments: true);

    /// <summary>Copies parameters, averages and running statistics of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The copy, without moments.</returns>
    public static NetworkSnapshot Capture(Network network)
    {
        NetworkSnapshot view = View(network, withMoments: false);
        return new(view.Count, [.. view.Tensors]);
    }

    /// <summary>Computes the number of floats of a copy.</summary>
    /// <param name="nodes">The layers of the network, which need no memory.</param>
    /// <returns>The number of floats.</returns>
    public static double Length(IReadOnlyList<LayerNode> nodes) =>
        nodes.SelectMany(node => node.Layer.Parameters)
            .Sum(block => (double)block.Count * (block.Average is null ? 1 : 2))
        + nodes.SelectMany(node => node.Layer.Buffers).Sum(buffer => (double)buffer.Features);

    /// <summary>Determines whether the state is of a network of this spec.</summary>
    /// <param name="network">The network.</param>
    /// <param name="withMoments">Whether the state must include the moments.</param>
    /// <returns>True if it has the same tensors, with the same names and lengths.</returns>
    public bool Fits(Network network, bool withMoments) =>
        Targets(network, withMoments).Select(target => (target.Name, target.Length))
            .SequenceEqual(Tensors.Select(tensor => (tensor.Name, (long)tensor.Values.Length)));

    /// <summary>Copies the state to a network that it fits.</summary>
    /// <param name="network">The network.</param>
    /// <param name="withMoments">Whether the state includes the moments.</param>
    public void Restore(Network network, bool withMoments)
    {
        foreach (((_, float[] values), (_, _, Action<float[]> write)) in Tensors.Zip(Targets(network, withMoments)))
            write(values);
    }

    private static IEnumerable<(string Name, long Length, Action<float[]> Write)> Targets(
        Network network, bool withMoments) =>
    [
        .. network.Parameters.SelectMany(block => Buffers(block, withMoments).Select(part => (
            part.Name, block.Count, new Action<float[]>(values => block.Write(part.Buffer, values))))),
        .. network.Buffers.Select(buffer => (
            buffer.Name, (long)buffer.Features, new Action<float[]>(values => values.CopyTo(buffer.Values.Span)))),
    ];

    private static NetworkSnapshot View(Network network, bool withMoments) => new(
        network.Parameters.Sum(block => Buffers(block, withMoments).Count()) + network.Buffers.Count,
        network.Parameters
            .SelectMany(block => Buffers(block, withMoments).Select(part => (part.Name, block.Read(part.Buffer))))
            .Concat(network.Buffers.Select(
                buffer => (buffer.Name, buffer.Values.Span[..buffer.Features].ToArray()))));

    private static IEnumerable<(string Name, PanelBuffer Buffer)> Buffers(ParameterBlock block, bool withMoments)
    {
        yield return (block.Name, block.Values);
        if (block.Average is not null) yield return (block.Name + ".average", block.Average);
        if (!withMoments) yield break;
        if (block.Moment1 is not null) yield return (block.Name + ".moment1", block.Moment1);
        if (block.Moment2 is not null) yield return (block.Name + ".moment2", block.Moment2);
    }
}
