using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Defines the order in which the layers of a graph are computed, and the buffers of their outputs in evaluation.
/// </summary>
internal sealed class NetworkSchedule
{
    /// <summary>Creates the schedule of a graph.</summary>
    /// <param name="nodes">The layers, each after those whose output it reads.</param>
    public NetworkSchedule(IReadOnlyList<LayerNode> nodes)
    {
        List<(int, int)>[] readers = [.. nodes.Select(_ => new List<(int, int)>())];
        List<(int, int)> inputReaders = [];
        int[] waves = new int[nodes.Count];
        for (int node = 0; node < nodes.Count; node++)
        {
            for (int i = 0; i < nodes[node].Inputs.Length; i++)
            {
                int source = nodes[node].Inputs[i];
                (source == LayerNode.NetworkInput ? inputReaders : readers[source]).Add((node, i));
                if (source != LayerNode.NetworkInput) waves[node] = Math.Max(waves[node], waves[source] + 1);
            }
        }
        Readers = [.. readers.Select(list => list.ToArray())];
        InputReaders = [.. inputReaders];
        List<List<int>> nodesOfWave = [];
        for (int node = 0; node < nodes.Count; node++)
        {
            // The sources of a node come before it, so the wave before its own is in the list already.
            if (waves[node] == nodesOfWave.Count) nodesOfWave.Add([]);
            nodesOfWave[waves[node]].Add(node);
        }
        Waves = [.. nodesOfWave.Select(wave => wave.ToArray())];
        (Slots, SlotWidths) = AssignSlots(nodes, waves);
    }

    /// <summary>
    /// Gets the waves: lists of layers that can be computed in parallel, such as those of parallel branches, because
    /// they only read outputs of earlier waves. In a chain, each wave is one layer.
    /// </summary>
    public IReadOnlyList<int[]> Waves { get; }

    /// <summary>
    /// Gets the readers of each node: the nodes that read its output, in ascending order, with the index of the input.
    /// </summary>
    public IReadOnlyList<(int Node, int Input)[]> Readers { get; }

    /// <summary>Gets the nodes that read the input of the network, with the index of the input.</summary>
    public IReadOnlyList<(int Node, int Input)> InputReaders { get; }

    /// <summary>Gets the index of the buffer of each node's output in evaluation.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Gets the maximum number of floats of each buffer for one example.</summary>
    public IReadOnlyList<int> SlotWidths { get; }

    /// <summary>
    /// Assigns outputs to buffers. A buffer can be reused when all layers that read it have been computed, so that a
    /// chain needs two buffers.
    /// </summary>
    private (int[] Slots, List<int> Widths) AssignSlots(IReadOnlyList<LayerNode> nodes, int[] waves)
    {
        int[] slots = new int[nodes.Count];
        List<int> widths = [];
        List<int> lastWaves = [];
        for (int wave = 0; wave < Waves.Count; wave++)
        {
            foreach (int node in Waves[wave])
            {
                int slot = lastWaves.FindIndex(last => last < wave);
                if (slot < 0)
                {
                    slot = widths.Count;
                    widths.Add(0);
                    lastWaves.Add(0);
                }
                slots[node] = slot;
                widths[slot] = Math.Max(widths[slot], Width(nodes[node].Layer));
                // The output of the network must never be overwritten.
                lastWaves[slot] = Readers[node].Select(reader => waves[reader.Node]).DefaultIfEmpty(int.MaxValue).Max();
            }
        }
        return (slots, widths);
    }

    private static int Width(ILayer layer) => layer.IsImages
        ? layer.OutputShape.ImageLength
        : Panel.Count(layer.OutputShape.Features) * Panel.Width;
}
